import { once } from 'node:events'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'

import type { Hello, Update } from 'holdfast/visualizer'

/** One event of a stream of them, as a browser would read it. */
type ServerEvent = { readonly id: string } & (
  | { readonly type: 'hello'; readonly data: Hello }
  | { readonly type: 'update'; readonly data: Update }
)

/** Reads server-sent events, as `EventSource` does. */
export interface EventsClient {
  readonly response: IncomingMessage
  /** All that came. */
  readonly events: readonly ServerEvent[]
  /** How many lines said nothing. */
  readonly comments: number
  next(): Promise<ServerEvent>
  nextHello(): Promise<Hello>
  /** The next update that has something of this. */
  nextWith<Name extends keyof Update>(name: Name): Promise<NonNullable<Update[Name]>>
  /** The id of the last event that was taken. */
  readonly lastEventId: string
  /** Waits until what is given holds of all that came. */
  until(holds: (events: readonly ServerEvent[]) => boolean): Promise<void>
  pause(): void
  resume(): void
  close(): void
}

export async function openEvents(url: string, headers: Record<string, string>): Promise<EventsClient> {
  const request = get(url, { headers })
  // Node's own types say so.
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`the answer is ${response.statusCode}`)
  const events: ServerEvent[] = []
  let taken = 0
  let chunks: string[] = []
  let comments = 0
  let lastEventId = ''
  let wake = () => {}

  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    chunks.push(text)
    // Half of a long event is not looked through again and again.
    if (!text.includes('\n')) return
    const blocks = chunks.join('').split('\n\n')
    chunks = [blocks.pop()!]
    for (const block of blocks) {
      if (block.startsWith(':')) comments++
      const event = readEvent(block)
      if (event) events.push(event)
    }
    wake()
  })
  let hasEnded = false
  // It ends by an error where the server cuts it.
  response.on('error', () => {})
  response.on('close', () => {
    hasEnded = true
    wake()
  })

  const changed = () =>
    new Promise<void>((resolve, reject) => {
      wake = () => (hasEnded ? reject(new Error('it has ended')) : resolve())
      if (hasEnded) wake()
    })

  const next = async () => {
    while (events.length === taken) await changed()
    const event = events[taken++]!
    lastEventId = event.id
    return event
  }

  return {
    response,
    events,
    get comments() {
      return comments
    },
    get lastEventId() {
      return lastEventId
    },
    next,
    async nextHello() {
      for (;;) {
        const event = await next()
        if (event.type === 'hello') return event.data
      }
    },
    async nextWith(name) {
      for (;;) {
        const event = await next()
        const value = event.type === 'update' ? event.data[name] : undefined
        // Of what it has, none is null.
        if (value !== undefined) return value as never
      }
    },
    async until(holds) {
      while (!holds(events)) await changed()
    },
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void response.destroy(),
  }
}

function readEvent(block: string): ServerEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const data = fields.get('data')
  if (data === undefined) return undefined
  // The server's contract.
  return { id: fields.get('id'), type: fields.get('event'), data: JSON.parse(data) } as ServerEvent
}

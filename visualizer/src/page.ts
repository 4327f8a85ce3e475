import type { Command, CommandReport, CommandRequest, RowCounts, SourceInfo } from 'holdfast/visualizer'

import type { AddressBar } from './address/address-bar.ts'
import { createAddressBar } from './address/address-bar.ts'
import type { Api } from './connection/api.ts'
import { createApi, RefusedError } from './connection/api.ts'
import type { EventStream } from './connection/event-stream.ts'
import { openEventStream } from './connection/event-stream.ts'
import { restWhileHidden } from './connection/rest-while-hidden.ts'
import { listenToStatelyWindow } from './connection/stately-window.ts'
import { takeToken } from './connection/take-token.ts'
import type { SessionFollower } from './detail/session-follower.ts'
import { createSessionFollower } from './detail/session-follower.ts'
import type { RowList } from './list/row-list.ts'
import { createRowList } from './list/row-list.ts'
import type { Notices } from './shell/notices.ts'
import { createNotices } from './shell/notices.ts'
import type { Cell } from './state/cell.ts'
import { createCell } from './state/cell.ts'
import type { PageClock } from './state/page-clock.ts'
import { pageClock } from './state/page-clock.ts'

/** All that the page knows and can do; its components show it. */
export interface Page extends Pick<AddressBar, 'address' | 'go' | 'amend'> {
  readonly clock: PageClock
  readonly connection: Cell<Connection>
  readonly server: Cell<ServerFacts>
  readonly list: RowList
  readonly followed: SessionFollower['followed']
  readonly notices: Notices
  /** What a person is asked to confirm. */
  readonly asked: Cell<CommandRequest | undefined>
  readonly api: Api
  /** The server's clock, epoch milliseconds. */
  readonly now: () => number
  readonly command: (command: Command, key: string) => Promise<CommandReport>
  readonly tryNow: () => void
}

type Connection =
  | { readonly phase: 'opening' | 'open' }
  | { readonly phase: 'cut'; readonly since: number }
  | { readonly phase: 'locked'; readonly reason: 'no token' | 'refused' }

interface ServerFacts {
  readonly version: string
  readonly isReadOnly: boolean
  readonly sources: readonly SourceInfo[]
  readonly counts: RowCounts
}

/** Connects to the server that the page came from. */
export function createPage(): Page {
  const clock = pageClock
  const connection = createCell<Connection>({ phase: 'opening' })
  const server = createCell(NOTHING_KNOWN)
  const notices = createNotices(clock)
  const { address, go, amend } = createAddressBar({ clock, window })
  const lock = (reason: 'no token' | 'refused') => connection.set({ phase: 'locked', reason })
  const api = createApi({ onLocked: () => lock('no token') })
  const { followed, ...follower } = createSessionFollower({ fetchDetail: api.detail })
  const list = createRowList({
    clock,
    filters: address.value.filters,
    fetchRows: api.rows,
    onPage: ({ counts }) => server.set({ ...server.value, counts }),
  })

  const statelyWindow = listenToStatelyWindow({ api, clock, notices })

  let serverAhead = 0
  let isGreeted = false
  let stream: EventStream | undefined
  let { filters } = address.value

  const now = () => Date.now() + serverAhead
  const askLittle = () => api.rows({}, 0, 1, new AbortController().signal)

  function showAddress(): void {
    const { session } = address.value
    if (connection.value.phase === 'locked') return
    stream?.watch(session)
    follower.follow(session)
    if (address.value.filters === filters) return
    filters = address.value.filters
    list.filter(filters)
  }

  function connect(): void {
    stream ??= openStream()
    showAddress()
  }

  function openStream(): EventStream {
    const opened = openEventStream({
      clock,
      session: address.value.session,
      onHello({ reset, now: serverNow, ...facts }, { isOwnDoing }) {
        const before = connection.value.phase
        serverAhead = serverNow - Date.now()
        server.set(facts)
        connection.set({ phase: 'open' })
        // A server that is new knows nothing of what was told to the one before.
        if (!isGreeted || reset === 'restarted') statelyWindow.greet()
        isGreeted = true
        if (reset === undefined) follower.askAgain()
        else follower.refresh()
        // It was not away: the person has missed nothing.
        if (isOwnDoing && reset === 'missed') return list.outdate()
        if (before !== 'open' || reset !== undefined) list.refresh()
        if (reset !== undefined) notices.add({ text: RESET_NOTICES[reset] })
      },
      onUpdate(update) {
        const { counts = server.value.counts, sources = server.value.sources } = update
        serverAhead = update.now - Date.now()
        server.set({ ...server.value, counts, sources })
        list.take(update)
        follower.take(update)
        if (update.anew) follower.refresh()
      },
      onCut: readCut,
    })
    restWhileHidden({ clock, document, stream: opened, lookIn: () => void lookIn() })
    return opened
  }

  /** For what the tab says. That the server is not there is seen when the page is. */
  async function lookIn(): Promise<void> {
    const page = await askLittle().catch(() => undefined)
    if (page) server.set({ ...server.value, counts: page.counts })
  }

  /** A connection does not say why it was refused; a question does. */
  async function readCut(): Promise<'retry' | 'give up'> {
    if (connection.value.phase === 'open') connection.set({ phase: 'cut', since: clock.now() })
    try {
      await askLittle()
    } catch (error) {
      if (error instanceof RefusedError && error.status === 401) return 'give up'
      if (connection.value.phase === 'opening') connection.set({ phase: 'cut', since: clock.now() })
    }
    return 'retry'
  }

  async function logIn(): Promise<void> {
    const token = takeToken(window)
    try {
      if (token !== undefined) await api.login(token)
    } catch (error) {
      if (error instanceof RefusedError) return lock('refused')
    }
    if (token !== undefined && stream !== undefined) return location.reload()
    return connect()
  }

  address.subscribe(showAddress)
  window.addEventListener('hashchange', () => void logIn())
  void logIn()

  return {
    address,
    go,
    amend,
    clock,
    connection,
    server,
    list,
    followed,
    notices,
    asked: createCell<CommandRequest | undefined>(undefined),
    api,
    now,
    command: (command, key) => api.command({ command, keys: [key] }),
    tryNow: () => stream?.tryNow(),
  }
}

const NOTHING_KNOWN: ServerFacts = {
  version: '',
  isReadOnly: true,
  sources: [],
  counts: { total: 0, status: {}, origin: {}, kind: {} },
}

const RESET_NOTICES = {
  restarted: 'The server restarted; this is its present state.',
  missed: 'More happened than could be told while the page was away; this is the present state.',
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { acceptPrograms } from '../../src/visualizer/sources/program-source.ts'
import { root } from '../support/project.ts'
import { rowWhen } from '../visualizer/live/support/hear.ts'
import { serve } from '../visualizer/live/support/serve.ts'

// Real programs in processes of their own, which never heard of a visualizer.

const visualizer = (port?: number) => serve((addSource) => acceptPrograms({ addSource }), port)

const asleep = ({ status }: { readonly status: string }) => status === 'sleeping'
const over = ({ endedAt }: { readonly endedAt?: number }) => endedAt !== undefined

function start(program: string, env: Readonly<Record<string, string>>) {
  const args = ['--import', 'tsx', '--import', 'holdfast/inspect/register', '--conditions=@holdfast/source']
  const child = spawn(process.execPath, [...args, '--input-type=module', '--eval', program], {
    cwd: root,
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (data) => (output += String(data)))
  child.stderr.on('data', (data) => (output += String(data)))
  return {
    child,
    output: () => output,
    exit: once(child, 'close').then(([code, signal]) => ({ code: code ?? signal, output })),
  }
}

const sleeper = `
  import { startRetry, waitFixed } from 'holdfast'
  const down = () => { throw new Error('down') }
  startRetry({ name: 'sleeper', wait: waitFixed('1h') }, down).result.catch(() => {})
`

describe('a program with HOLDFAST_VISUALIZER', { timeout: 60_000 }, () => {
  test('is what it was: it prints no line, and ends as it would', async () => {
    const served = await visualizer()
    const { exit } = start(
      `
        import { retry } from 'holdfast/retry'
        let calls = 0
        console.log(await retry(async function load() { if (++calls < 3) throw new Error('down'); return 'ok' })())
      `,
      { HOLDFAST_VISUALIZER: served.url },
    )
    expect(await exit).toStrictEqual({ code: 0, output: 'ok\n' })
    const row = await rowWhen(served, 'load', over)
    expect(row).toMatchObject({ status: 'done', attempt: 3 })
  })

  test('that calls process.exit as soon as its session has ended is seen to its end', async () => {
    const served = await visualizer()
    const { exit } = start(
      `
        import { retry } from 'holdfast/retry'
        await retry(async function quick() {})()
        process.exit(3)
      `,
      { HOLDFAST_VISUALIZER: served.url },
    )
    expect(await exit).toStrictEqual({ code: 3, output: '' })
    const row = await rowWhen(served, 'quick', over)
    expect(row.status).toBe('done')
    const [source] = served.sources.keys()
    expect((await source?.detail(row.key))?.messages.at(-1)?.type).toBe('end')
  })

  test('that is killed has lost its sessions', async () => {
    const served = await visualizer()
    const { child, exit } = start(sleeper, { HOLDFAST_VISUALIZER: served.url })
    await rowWhen(served, 'sleeper', asleep)
    child.kill('SIGKILL')
    expect((await exit).code).toBe('SIGKILL')
    expect(await rowWhen(served, 'sleeper', ({ status }) => status === 'lost')).toMatchObject({ can: [] })
  })

  test('outlives its visualizer, and goes on with the next: nothing is missing, nothing doubled', async () => {
    const first = await visualizer()
    const { child } = start(
      `
        import { retry, waitFixed } from 'holdfast/retry'
        let polls = 0
        setInterval(() => {
          let calls = 0
          const poll = async () => { if (++calls < 3) throw new Error('down') }
          void retry({ name: 'poll' + ++polls, wait: waitFixed(1) })(poll)()
        }, 20)
      `,
      { HOLDFAST_VISUALIZER: first.url },
    )
    await rowWhen(first, 'poll5', over)
    await first.stop()
    const second = await visualizer(first.port)
    await rowWhen(second, 'poll30', over)
    child.kill('SIGKILL')
    const heard = [...second.sources.values()][0]?.messages ?? []
    const numbers = heard.map(({ seq }) => seq)
    // The definition is the first.
    expect(numbers).toStrictEqual(numbers.map((_, index) => index + 2))
    expect(second.rows.get([...second.rows.keys()][0] ?? '')?.name).toBe('poll1')
  })

  test('can be told what to do', async () => {
    const served = await visualizer()
    start(sleeper, { HOLDFAST_VISUALIZER: served.url })
    const { key } = await rowWhen(served, 'sleeper', asleep)
    const [source] = served.sources.keys()
    expect(await source?.command(key, 'retry', 'ada')).toBeUndefined()
    await rowWhen(served, 'sleeper', (row) => row.attempt === 2 && asleep(row))
    expect(await source?.command(key, 'cancel', 'ada')).toBeUndefined()
    expect(await rowWhen(served, 'sleeper', over)).toMatchObject({
      status: 'cancelled',
      error: 'Error: down',
    })
    const messages = (await source?.detail(key))?.messages ?? []
    expect(messages.map((message) => message.type === 'event' && message.event)).toContainEqual(
      expect.objectContaining({
        type: 'ABORT',
        reason: expect.objectContaining({ message: 'cancelled by ada' }),
      }),
    )
  })

  test('shows the machines around its sessions, and no others', async () => {
    const served = await visualizer()
    const { exit } = start(
      `
        import { bind, createRetryMachine } from 'holdfast'
        import { createActor, setup } from 'xstate'
        const retrying = bind(createRetryMachine({ name: 'load' }), async () => 'ok')
        const order = setup({ actors: { retrying } }).createMachine({
          id: 'order',
          initial: 'loading',
          states: { loading: { invoke: { src: 'retrying', onDone: 'loaded' } }, loaded: { type: 'final' } },
        })
        createActor(setup({}).createMachine({ id: 'lonely' })).start()
        createActor(order).start()
      `,
      { HOLDFAST_VISUALIZER: served.url },
    )
    expect(await exit).toStrictEqual({ code: 0, output: '' })
    const child = await rowWhen(served, 'load', over)
    const parent = await rowWhen(served, 'order', over)
    expect([child.parent, parent.state]).toStrictEqual([parent.key, 'loaded'])
    expect(served.rows.size).toBe(2)
  })

  test('warns of one that is not there, once, and is as quick and as good as ever', async () => {
    const served = await visualizer()
    await served.stop()
    const program = `
      import { retry } from 'holdfast/retry'
      await retry(async () => {})()
      setTimeout(() => console.log('done'), 700)
    `
    const { exit } = start(program, { HOLDFAST_VISUALIZER: served.url, NODE_NO_WARNINGS: '' })
    const { code, output } = await exit
    expect(code).toBe(0)
    expect(output.match(/Warning: holdfast cannot reach the visualizer at http/g)).toHaveLength(1)
    expect(output).toContain('done\n')
    expect(output).not.toContain('t0ken')
  })

  test('says that the address is wrong, and runs', async () => {
    const { exit } = start(`console.log('runs')`, { HOLDFAST_VISUALIZER: 'localhost:4400' })
    const { code, output } = await exit
    expect(code).toBe(0)
    expect(output).toMatch(/runs\n/)
    expect(output).toMatch(
      /Warning: holdfast shows nothing in a visualizer, as HOLDFAST_VISUALIZER is wrong: TypeError/,
    )
  })

  test('can log as well', async () => {
    const served = await visualizer()
    const { exit } = start(
      `
        import { retry } from 'holdfast/retry'
        await retry(async function load() {})()
      `,
      { HOLDFAST_VISUALIZER: served.url, HOLDFAST_LOG: 'on' },
    )
    expect((await exit).output).toMatch(/load: done after 1 attempt/)
    await rowWhen(served, 'load', over)
  })
})

test('a visualizer that never answers holds a program up for a moment', { timeout: 60_000 }, async () => {
  // Somebody takes the connection, and says nothing.
  const silent = await serve(() => ({ upgrade() {}, close() {} }))
  const program = `
    import { retry } from 'holdfast/retry'
    await retry(async function load() {})()
    const began = performance.now()
    process.on('exit', () => console.log(Math.round(performance.now() - began)))
  `
  const { exit } = start(program, { HOLDFAST_VISUALIZER: silent.url })
  const { code, output } = await exit
  expect(code).toBe(0)
  // It waits 200 ms; the rest is the machine's.
  expect(Number(output.match(/\d+/)?.[0])).toBeGreaterThan(150)
  expect(Number(output.match(/\d+/)?.[0])).toBeLessThan(2000)
  await vi.waitFor(() => expect(silent.headers).toHaveLength(1))
})

import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'
import { ConnectionLost, keepUp } from '../../../examples/patterns/eternal-service.ts'
import { quiet } from '../../support/next-turn.ts'
import { root } from '../../support/project.ts'
import { run } from '../../support/run.ts'
import { rejection } from '../../support/settled.ts'

const lose = () => Promise.reject(new ConnectionLost('the line is cut'))

test('the waits grow to five minutes and no further', async () => {
  const clock = createVirtualClock()
  const shutdown = new AbortController()
  const service = keepUp(lose, shutdown.signal, { clock })
  const waits: unknown[] = []
  while (waits.length < 15) {
    await quiet()
    waits.push(clock.next)
    clock.advance(clock.next ?? 0)
  }
  shutdown.abort()
  await service
  expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800])
  expect(waits.slice(-3)).toEqual([300_000, 300_000, 300_000])
})

test('its signal ends it at once, in the middle of a sleep', async () => {
  const clock = createVirtualClock()
  const shutdown = new AbortController()
  let calls = 0
  const serve = () => {
    calls++
    return lose()
  }
  const service = keepUp(serve, shutdown.signal, { clock })
  await quiet()
  shutdown.abort()
  expect(await service).toBeUndefined()
  expect({ calls, timers: clock.timers }).toEqual({ calls: 1, timers: 0 })
})

test('its signal ends what it serves', async () => {
  const shutdown = new AbortController()
  let isTold = false
  const service = keepUp(
    ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          isTold = true
          reject(signal.reason)
        })
      }),
    shutdown.signal,
  )
  await quiet()
  shutdown.abort()
  await service
  expect(isTold).toBe(true)
})

test('a fault ends it with its own error', async () => {
  const fault = new TypeError('the configuration is wrong')
  expect(await rejection(keepUp(() => Promise.reject(fault), new AbortController().signal))).toBe(fault)
})

test('memory stays flat over 100,000 attempts', { timeout: 60_000 }, async () => {
  const flags = ['--expose-gc', '--conditions=@holdfast/source', '--import', 'tsx']
  const program = 'test/examples/patterns/eternal-program.ts'
  const { stdout } = await run(process.execPath, [...flags, program], { cwd: root })
  const { attempts, growth } = JSON.parse(stdout) as { attempts: number; growth: number }
  expect(attempts).toBe(100_000)
  expect(growth).toBeLessThan(2 ** 20)
})

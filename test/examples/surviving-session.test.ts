import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ESCAPE, hasTerminal, startExample, startInTerminal } from './start-example.ts'

/** It really waits: about five seconds. */
const LONG = { timeout: 60_000 }

describe.concurrent('the session that outlives its process', LONG, () => {
  it('is killed in its sleep, resumed by another process at the right attempt, and done', async () => {
    const play = startExample('surviving-session', { FORCE_COLOR: '1' })
    const [code, output, errors] = await Promise.all([play.exit, text(play.stdout), text(play.stderr)])
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).not.toContain(ESCAPE)
    expect(said(output)).toEqual([
      '1 begins session report-7',
      '1 attempt 1: PENDING, 20%',
      '1 sleeps 0.6 s',
      '1 attempt 2: PENDING, 60%',
      '1 sleeps 3.5 s',
      '1 kills itself with SIGKILL',
      expect.stringMatching(/^2 resuming session report-7 at attempt 3, [01]\.\d s of sleep left$/),
      expect.stringMatching(/^2 wakes \d+ ms after the instant that was planned$/),
      '2 attempt 3: READY, 12 pages',
      '2 session report-7 is done: READY, 12 pages',
    ])
    expect(output).toMatch(/SIGKILL: no process has the session now, and its sleep goes on: 2\.\d s left/)
    expect(events(output)).toEqual([
      'created 1 1',
      'sleeping 1 1',
      'attempt 2 1',
      'sleeping 2 1',
      'claimed 2 2',
      'attempt 3 2',
      'done 3 2',
    ])
    expect(existsSync(fileIn(output))).toBe(false)
  })

  it.skipIf(!hasTerminal())('counts down in a terminal, also while there is no process', async () => {
    const play = startInTerminal('surviving-session', 80)
    const [code, output] = await Promise.all([play.exit, text(play.stdout)])
    expect(code).toBe(0)
    expect(output).toContain(ESCAPE)
    expect(output).toMatch(/report-7 {2}sleeping +\d\.\d s.*process \d+/)
    expect(output).toMatch(/report-7 {2}sleeping +\d\.\d s.*no process/)
    expect(output).toContain('session report-7 is done: READY, 12 pages')
  })

  it('leaves no process and no file at Ctrl-C', async () => {
    const play = startExample('surviving-session')
    const output = text(play.stdout)
    play.stdout.once('data', () => setTimeout(() => play.kill('SIGINT'), 1000))
    expect(await play.exit).toBe(0)
    expect(existsSync(fileIn(await output))).toBe(false)
  })
})

/** What its processes said, each by its place in their order. */
function said(output: string): string[] {
  const pids: string[] = []
  return [...output.matchAll(/^ *\d+\.\d s {2}process (\d+) +(.+)$/gm)].map(([, pid = '', words]) => {
    if (!pids.includes(pid)) pids.push(pid)
    return `${pids.indexOf(pid) + 1} ${words}`
  })
}

/** The table of its history: event, attempt, and process by its place in their order. */
function events(output: string): string[] {
  const pids: string[] = []
  return [...output.matchAll(/^ +\d+ +\d+\.\d s {2}(\w+) +(\d+) {2}process (\d+)$/gm)].map(
    ([, event, attempt, pid = '']) => {
      if (!pids.includes(pid)) pids.push(pid)
      return `${event} ${attempt} ${pids.indexOf(pid) + 1}`
    },
  )
}

const fileIn = (output: string) => /in (\/\S+\.db)/.exec(output)?.[1] ?? ''

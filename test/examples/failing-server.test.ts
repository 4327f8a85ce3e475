import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { ESCAPE, hasTerminal, startExample, startInTerminal } from './start-example.ts'

/** The job really waits: about eight seconds. */
const LONG = { timeout: 60_000 }

/** Each session: its name, the attempts it takes, and what comes of it. */
const OUTCOMES = [
  ['connection reset', 4, 'done: connected'],
  ['rate limit (429)', 3, 'done: 100 left'],
  ['burst of 503s', 4, 'done: green'],
  ['slow answer', 3, 'done: in time'],
  ['half a body', 3, 'done: 4096 bytes'],
  ['pending report', 5, 'done: READY, 12 pages'],
  ['no such page', 1, 'failed: 404 Not Found'],
  ['always broken', 4, 'failed: gave up: 500 Internal Server'],
  ['impatient caller', 1, 'failed: the caller lost patience'],
] as const

describe.concurrent('the job with the failing server', LONG, () => {
  it('runs piped without control codes and ends well', async () => {
    const job = startExample('failing-server', { FORCE_COLOR: '1' })
    const [code, output, errors] = await Promise.all([job.exit, text(job.stdout), text(job.stderr)])
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).not.toContain(ESCAPE)
    expect(output).not.toContain('\r')
    for (const [name, attempts, outcome] of OUTCOMES) {
      expect(output).toContain(`${name.padEnd(16)}  #${attempts}  ${outcome}`)
      expect(summaryOf(output)).toMatch(
        new RegExp(`${escape(name)} +${attempts} +\\d+\\.\\d s +${escape(outcome)}`),
      )
    }
  })

  it.skipIf(!hasTerminal())('repaints a terminal, counts down and leaves the summary', async () => {
    const job = startInTerminal('failing-server', 60)
    const [code, output] = await Promise.all([job.exit, text(job.stdout)])
    expect(code).toBe(0)
    expect(output).toContain(ESCAPE)
    expect(output).toMatch(/sleeping +\d\.\d s/)
    expect(summaryOf(output)).toContain('impatient caller')
  })

  it('stops all sessions at Ctrl-C and still shows the summary', async () => {
    const job = startExample('failing-server')
    const output = text(job.stdout)
    job.stdout.once('data', () => job.kill('SIGINT'))
    expect(await job.exit).toBe(0)
    expect(summaryOf(await output)).toMatch(/pending report .* failed: stopped by Ctrl-C/)
  })
})

const summaryOf = (output: string) => output.slice(output.indexOf('─'.repeat(50)))

const escape = (pattern: string) => pattern.replaceAll(/[()]/g, '\\$&')

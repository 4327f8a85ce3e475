import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openSqliteStore, type SessionEvent } from 'holdfast/sqlite'
import type { Violation } from '../checks/violation.ts'
import type { Script } from '../script.ts'
import type { Flaw } from '../worker/flaws.ts'
import { readWorldLog, type WorldLine } from '../world-log.ts'
import { inspectRound } from './inspect-round.ts'
import { startWorker } from './worker-process.ts'

export interface Standstill {
  /** The process that stood still in its first attempt, and the one that took over. */
  readonly first: number
  readonly second: number
  readonly lines: readonly WorldLine[]
  /** Of its session, when the other had ended it, and when both were over. */
  readonly histories: readonly [readonly SessionEvent[], readonly SessionEvent[]]
  readonly violations: readonly Violation[]
}

/** Stops a process in an attempt until another has taken its session over and ended it, and lets it go on. */
export async function playStandstill(program: string, script: Script, flaw?: Flaw): Promise<Standstill> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-crash-'))
  const store = join(folder, 'sessions.db')
  const log = join(folder, 'log.jsonl')
  const orders = { store, log, scripts: [script], lease: LEASE, notesSyncs: false, flaw }
  await writeFile(log, '')
  try {
    const first = startWorker(program, orders)
    while (!readWorldLog(log).some(({ type }) => type === 'begin')) await delay(5)
    first.signal('SIGSTOP')
    const second = startWorker(program, orders)
    const ends = [await second.end]
    const before = await readHistory(store, script.id)
    first.signal('SIGCONT')
    ends.push(await first.end)
    const lines = readWorldLog(log)
    const complaints = ends.flatMap(({ complaint }) => complaint ?? [])
    return {
      first: first.pid,
      second: second.pid,
      lines,
      histories: [before, await readHistory(store, script.id)],
      violations: [
        ...complaints.map((text) => ({ kind: 'unfinished', text }) as const),
        ...(await inspectRound({ scripts: [script], lives: [] }, store, lines)),
      ],
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Milliseconds; the first renewal comes long after the attempt has begun. */
const LEASE = 900

async function readHistory(file: string, id: string): Promise<readonly SessionEvent[]> {
  const store = await openSqliteStore(file)
  const history = await store.history(id)
  await store.close()
  return history
}

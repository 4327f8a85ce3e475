import { setTimeout as delay } from 'node:timers/promises'
import type { Orders } from '../worker/orders.ts'
import type { WorldLog } from '../world-log.ts'
import type { Fate } from './plan-round.ts'
import { startWorker, type WorkerEnd, type WorkerProcess } from './worker-process.ts'

/** Starts a worker, has it suffer its fate, and waits for its end. */
export async function leadLife(
  program: string,
  orders: Orders,
  fate: Fate | undefined,
  write: WorldLog,
): Promise<WorkerEnd & { readonly pid: number }> {
  const worker = startWorker(program, orders)
  let hasHung = false
  const patience = setTimeout(() => {
    hasHung = true
    write({ type: 'kill', where: 'as it hung' }, worker.pid)
    worker.signal('SIGKILL')
  }, PATIENCE)
  await suffer(worker, fate, write)
  const end = await worker.end
  clearTimeout(patience)
  return { ...end, pid: worker.pid, complaint: hasHung ? `no end within ${PATIENCE} ms` : end.complaint }
}

/** How long a process may take; milliseconds. */
const PATIENCE = 60_000

async function suffer({ pid, ready, signal }: WorkerProcess, fate: Fate | undefined, write: WorldLog) {
  if (fate === undefined || !('after' in fate)) return
  await ready
  await delay(fate.after)
  if (fate.kind === 'killed') {
    write({ type: 'kill', where: 'at random' }, pid)
    return signal('SIGKILL')
  }
  write({ type: 'stop' }, pid)
  signal('SIGSTOP')
  await delay(fate.duration)
  signal('SIGCONT')
}

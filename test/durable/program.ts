// A program that runs one stored session: node program.ts <database> <log> <what the attempts do, in turn>
import { appendFileSync } from 'node:fs'
import { argv, stdout } from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'

import { runWithRetry, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'

const [, , database = '', log = '', sleep = '0', ...plan] = argv

const store = await openSqliteStore(database)
const result = await runWithRetry(
  { wait: waitFixed(Number(sleep)) },
  async ({ attemptNumber, isRepeated, idempotencyKey }) => {
    appendFileSync(log, `${attemptNumber} ${isRepeated} ${idempotencyKey}\n`)
    const act = plan[attemptNumber - 1] ?? 'succeed'
    if (act === 'fail') throw new Error('down')
    if (act === 'take time') await delay(200)
    if (act === 'break') await store.close()
    if (act === 'kill') {
      process.kill(process.pid, 'SIGKILL')
      await delay(60_000)
    }
    return `attempt ${attemptNumber}`
  },
  { id: 'job', store },
).catch((error: Error) => `${error.name}: ${error.message}`)
stdout.write(`${result}\n`)
// Nothing is closed or ended here: the program must come to its end by itself.

/**
 * A program that fetches a report once it is ready, and dies while it waits. Started again, it goes on where it was.
 *
 * Its arguments are the store's file and the report's URL.
 */
import { type RetryOptions, retryIfResult, runWithRetry, waitChain, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import { explain } from '../failing-server/explain.ts'
import { fetchJson } from '../failing-server/fetch-json.ts'
import { seconds } from '../terminal/seconds.ts'
import { SESSION } from './session.ts'

const say = (words: string, then?: () => void) => process.stdout.write(`${words}\n`, then)

/** How long it lives into its second sleep; milliseconds. */
const LIFE = 900

const dieAsleep = () => say('kills itself with SIGKILL', () => process.kill(process.pid, 'SIGKILL'))

const [file = '', url = ''] = process.argv.slice(2)
const store = await openSqliteStore(file)
const found = await store.get(SESSION)
const wakeAt = found?.dueAt ?? Date.now()

const policy: RetryOptions = {
  id: 'report',
  retry: retryIfResult(({ status }: { readonly status: string }) => status === 'PENDING'),
  wait: waitChain(waitFixed('0.6s'), waitFixed('3.5s')),
  observer: {
    onAttempt: () => found && say(`wakes ${Date.now() - wakeAt} ms after the instant that was planned`),
    onSettled: ({ attemptNumber, outcome }) => say(`attempt ${attemptNumber}: ${explain(outcome?.result())}`),
    onSleep({ attemptNumber, upcomingSleep }) {
      if (found !== undefined) return
      say(`sleeps ${seconds(upcomingSleep)}`)
      if (attemptNumber === 2) setTimeout(dieAsleep, LIFE)
    },
  },
}

say(
  found === undefined
    ? `begins session ${SESSION}`
    : `resuming session ${SESSION} at attempt ${found.attempt + 1}, ${seconds(Math.max(wakeAt - Date.now(), 0))} of sleep left`,
)
const report = await runWithRetry(policy, ({ signal }) => fetchJson(url, signal), { id: SESSION, store })
say(`session ${SESSION} is done: ${explain(report)}`)
await store.close()

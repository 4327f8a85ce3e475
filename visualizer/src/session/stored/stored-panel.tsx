import { formatDuration } from 'holdfast/drawing'
import type { StoredFacts } from 'holdfast/visualizer'
import type { VNode } from 'preact'

import { Fact } from '../parts/fact.tsx'
import { Instant } from '../parts/instant.tsx'
import { EVENT_WORDS } from './event-words.ts'

interface StoredPanelProps {
  readonly stored: StoredFacts
  /** Epoch milliseconds. */
  readonly now: number
}

/** What a store knows of the session. */
export function StoredPanel({ stored, now }: StoredPanelProps): VNode {
  const { record, store, history, holder, problem } = stored
  const { round, crashes, deadlineAt, dueAt, leaseUntil, createdAt, updatedAt, machineVersion, rev } = record
  return (
    <div class="session-scroll" tabIndex={0}>
      {problem !== undefined && <p class="session-problem">Not everything could be read: {problem}</p>}
      <dl class="session-facts">
        <Fact name="Store">{store}</Fact>
        <Fact name="Status">{record.status}</Fact>
        <Fact name="Held by">{holder ?? 'nobody'}</Fact>
        {leaseUntil !== null && (
          <Fact name="Lease until">
            <Instant at={leaseUntil} now={now} />
          </Fact>
        )}
        <Fact name="Round">{round}</Fact>
        <Fact name="Crashes">{crashes}</Fact>
        {dueAt !== null && (
          <Fact name="Due">
            <Instant at={dueAt} now={now} />
          </Fact>
        )}
        <Fact name="Deadline">{deadlineAt === null ? 'none' : <Instant at={deadlineAt} now={now} />}</Fact>
        <Fact name="Asked to">{requests(record)}</Fact>
        <Fact name="Created">
          <Instant at={createdAt} now={now} />
        </Fact>
        <Fact name="Changed">
          <Instant at={updatedAt} now={now} />
        </Fact>
        <Fact name="Machine version">{machineVersion}</Fact>
        <Fact name="Revision">{rev}</Fact>
      </dl>
      <table>
        <caption>History, newest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">After</th>
            <th scope="col">What</th>
            <th scope="col">Attempt</th>
            <th scope="col">By</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {history
            .map(({ at, type, attempt, by, note }, line) => (
              <tr key={line}>
                <td>
                  <Instant at={at} now={now} />
                </td>
                <td class="is-number">
                  {line === 0 ? '' : formatDuration(at - (history[line - 1]?.at ?? at))}
                </td>
                <td>{EVENT_WORDS[type]}</td>
                <td class="is-number">{attempt}</td>
                <td>{by}</td>
                <td>{note}</td>
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </div>
  )
}

function requests({ cancelRequested, wakeRequested }: StoredFacts['record']): string {
  const asked = [...(cancelRequested ? ['end'] : []), ...(wakeRequested ? ['wake'] : [])]
  return asked.length === 0 ? 'nothing' : asked.join(' and ')
}

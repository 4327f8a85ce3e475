import type { SessionDetail } from 'holdfast/visualizer'
import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'

import { ValueTree } from '../values/value-tree.tsx'
import { countOf } from '../../words/describe-report.ts'
import { scopeOf } from '../words/scope-of.ts'
import { attemptsFailed } from './attempts-failed.ts'
import { EARLIER, errorTree, headOf } from './error-tree.ts'
import type { ErrorTree, StackFrame } from './error-tree.ts'
import { ranges } from './failures-of.ts'
import type { Failures } from './failures-of.ts'
import { shownError } from './shown-error.ts'

interface ErrorPanelProps {
  readonly detail: SessionDetail
  /** The messages up to the moment that is shown. */
  readonly seen: SessionDetail['messages']
  /** In those. */
  readonly failures: readonly Failures[]
  /** Whether the session is shown as it is now. */
  readonly isNow: boolean
  readonly onIndex: (index: number) => void
}

/** What failed, why, and how often. */
export function ErrorPanel({ detail, seen, failures, isNow, onIndex }: ErrorPanelProps): VNode {
  const { forgotten } = detail
  const scope = scopeOf(seen, forgotten)
  const { remark, error } = shownError({ detail, seen, failures, isNow, scope })
  const tree = useMemo(() => (error === undefined ? undefined : errorTree(error)), [error])
  const share = useMemo(() => (forgotten > 0 ? attemptsFailed(seen) : undefined), [seen, forgotten])
  return (
    <div class="session-scroll session-errors" tabIndex={0}>
      {remark !== undefined && <p class="session-quiet">{remark}</p>}
      {tree !== undefined && <ErrorView tree={tree} isOpen />}
      {failures.length > 0 && (
        <table>
          <caption>
            What failed {scope ?? 'so far'}, by what it said{share !== undefined && ` (${share})`}
          </caption>
          <thead>
            <tr>
              <th scope="col">Times</th>
              <th scope="col">Error</th>
              <th scope="col">Attempts</th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ text, count, attempts, index }) => (
              <tr key={text}>
                <td class="is-number">{count}</td>
                <td>
                  <button
                    type="button"
                    class="session-link"
                    title="Show the last time"
                    onClick={() => onIndex(index)}
                  >
                    {text}
                  </button>
                </td>
                <td>{ranges(attempts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

interface ErrorViewProps {
  readonly tree: ErrorTree
  readonly isOpen: boolean
}

function ErrorView({ tree, isOpen }: ErrorViewProps): VNode {
  const { relation, name, message, code, fields, frames, below } = tree
  const earlier = below.filter((each) => each.relation === EARLIER)
  const nearest = below.filter((each) => each.relation !== EARLIER)
  return (
    <details class="session-error-tree session-fold" open={isOpen}>
      <summary>
        {relation !== undefined && relation !== EARLIER && <em>{relation}: </em>}
        <b>{name}</b>
        {code !== undefined && <code title="code">{code}</code>} <span>{message}</span>
      </summary>
      {nearest.map((each, at) => (
        <ErrorView key={`${at} ${headOf(each)}`} tree={each} isOpen={isOpen && at === 0} />
      ))}
      {earlier.length > 0 && (
        <details class="session-error-tree session-fold">
          <summary>{countOf(earlier.length, 'earlier error')}</summary>
          {earlier.map((each, at) => (
            <ErrorView key={`${at} ${headOf(each)}`} tree={each} isOpen={false} />
          ))}
        </details>
      )}
      {fields !== undefined && <ValueTree name="fields" value={fields} />}
      {frames.length > 0 && <Stack frames={frames} />}
    </details>
  )
}

function Stack({ frames }: { readonly frames: readonly StackFrame[] }): VNode {
  return (
    <details class="session-stack session-fold">
      <summary>Stack, {countOf(frames.length, 'line')}</summary>
      <ol>
        {frames.map(({ text, isOwn }, at) => (
          <li key={at} data-own={isOwn}>
            {text}
          </li>
        ))}
      </ol>
    </details>
  )
}

import type { Moment } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

import { DecisionsPanel } from './decisions/decisions-panel.tsx'
import { ErrorPanel } from './errors/error-panel.tsx'
import type { Failures } from './errors/failures-of.ts'
import { lastErrorIn } from './errors/failures-of.ts'
import { LogPanel } from './log/log-panel.tsx'
import type { Panel } from './parts/panels.tsx'
import { StoredPanel } from './stored/stored-panel.tsx'
import { ValuesPanel } from './values/values-panel.tsx'
import { scopeOf } from './words/scope-of.ts'

interface Shown {
  readonly detail: SessionDetail
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
  /** The messages up to that. */
  readonly seen: SessionDetail['messages']
  /** What failed in those. */
  readonly failures: readonly Failures[]
  readonly shown: Moment | undefined
  readonly now: () => number
  readonly onIndex: (index: number | undefined) => void
}

/** What is told of a session beside its drawings. What a panel shows it finds itself: those behind tabs need not. */
export function panelsOf({
  detail,
  index,
  seen,
  failures,
  shown,
  now,
  onIndex,
}: Shown): readonly [Panel, ...Panel[]] {
  const { messages, stored, forgotten } = detail
  const count = failures.reduce((sum, each) => sum + each.count, 0)
  const error = lastErrorIn(seen, failures) ?? (index === undefined ? stored?.error : undefined)
  return [
    {
      title: 'Guards',
      content: <DecisionsPanel messages={seen} forgotten={forgotten} now={now} onIndex={onIndex} />,
    },
    { title: 'Log', content: <LogPanel messages={messages} index={index} now={now} onIndex={onIndex} /> },
    {
      title: 'Error',
      // How many failed before is not known once messages are forgotten.
      badge: count === 0 || forgotten > 0 ? undefined : `${count}×`,
      content: (
        <ErrorPanel error={error} failures={failures} scope={scopeOf(seen, forgotten)} onIndex={onIndex} />
      ),
    },
    { title: 'Data', content: <ValuesPanel detail={detail} moment={shown} index={index} /> },
    ...(stored === undefined
      ? []
      : [{ title: 'Stored', content: <StoredPanel stored={stored} now={now()} /> }]),
  ]
}

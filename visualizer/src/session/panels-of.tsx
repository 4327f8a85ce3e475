import type { Moment } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

import { DecisionsPanel } from './decisions/decisions-panel.tsx'
import { ErrorPanel } from './errors/error-panel.tsx'
import { failureBadge } from './errors/failure-badge.ts'
import type { Failures } from './errors/failures-of.ts'
import { LogPanel } from './log/log-panel.tsx'
import type { Panel } from './parts/panels.tsx'
import { StoredPanel } from './stored/stored-panel.tsx'
import { ValuesPanel } from './values/values-panel.tsx'

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
  return [
    {
      title: 'Guards',
      content: <DecisionsPanel messages={seen} forgotten={forgotten} now={now} onIndex={onIndex} />,
    },
    { title: 'Log', content: <LogPanel messages={messages} index={index} now={now} onIndex={onIndex} /> },
    {
      title: 'Error',
      badge: failureBadge(failures, forgotten),
      content: (
        <ErrorPanel
          detail={detail}
          seen={seen}
          failures={failures}
          isNow={index === undefined}
          onIndex={onIndex}
        />
      ),
    },
    { title: 'Data', content: <ValuesPanel detail={detail} moment={shown} index={index} /> },
    ...(stored === undefined
      ? []
      : [{ title: 'Stored', content: <StoredPanel stored={stored} now={now()} /> }]),
  ]
}

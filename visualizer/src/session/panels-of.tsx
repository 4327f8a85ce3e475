import type { Moment } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

import { DecisionsPanel } from './decisions/decisions-panel.tsx'
import { ErrorPanel } from './errors/error-panel.tsx'
import { failuresOf, lastErrorIn } from './errors/failures-of.ts'
import { LogPanel } from './log/log-panel.tsx'
import { seenUntil } from './moment/seen-until.ts'
import type { Panel } from './parts/panels.tsx'
import { StoredPanel } from './stored/stored-panel.tsx'
import { valuesIn } from './values/values-in.ts'
import { ValuesPanel } from './values/values-panel.tsx'

interface Shown {
  readonly detail: SessionDetail
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
  readonly shown: Moment | undefined
  readonly now: () => number
  readonly onIndex: (index: number | undefined) => void
}

/** What is told of a session beside its drawings. */
export function panelsOf({ detail, index, shown, now, onIndex }: Shown): readonly Panel[] {
  const { messages, stored } = detail
  const seen = seenUntil(messages, index)
  const failures = failuresOf(seen)
  const count = failures.reduce((sum, each) => sum + each.count, 0)
  const error = lastErrorIn(seen) ?? (index === undefined ? stored?.error : undefined)
  return [
    { title: 'Guards', content: <DecisionsPanel messages={seen} onIndex={onIndex} /> },
    { title: 'Log', content: <LogPanel messages={messages} index={index} onIndex={onIndex} /> },
    {
      title: 'Error',
      badge: count === 0 ? undefined : `${count}×`,
      content: <ErrorPanel error={error} failures={failures} onIndex={onIndex} />,
    },
    { title: 'Data', content: <ValuesPanel values={valuesIn(detail, shown, index)} /> },
    ...(stored === undefined
      ? []
      : [{ title: 'Stored', content: <StoredPanel stored={stored} now={now()} /> }]),
  ]
}

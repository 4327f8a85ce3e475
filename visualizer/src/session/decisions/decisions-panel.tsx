import type { InspectorMessage } from 'holdfast/inspect'
import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { Instant } from '../parts/instant.tsx'
import { StepsTable } from '../steps/steps-table.tsx'
import { stepTotals } from '../steps/step-totals.ts'
import { errorInLine, inLine } from '../words/in-line.ts'
import { scopeOf } from '../words/scope-of.ts'
import { decisionsOf } from './decisions-of.ts'
import type { Decision, Subject, Verdict } from './decisions-of.ts'

interface DecisionsPanelProps {
  /** Up to the moment that is shown. */
  readonly messages: readonly InspectorMessage[]
  /** How many messages before them are no longer held. */
  readonly forgotten: number
  readonly now: () => number
  readonly onIndex: (index: number) => void
}

/** What the machine asked its guards, about what, and what they said: newest first. */
export function DecisionsPanel({ messages, forgotten, now, onIndex }: DecisionsPanelProps): VNode {
  const decisions = useMemo(() => decisionsOf(messages), [messages])
  const totals = useMemo(() => stepTotals(messages), [messages])
  const [most, setMost] = useState(PAGE)
  if (messages.length === 0)
    return (
      <p class="session-quiet session-scroll" tabIndex={0}>
        {ONLY_STORED}
      </p>
    )
  return (
    <div class="session-scroll" tabIndex={0}>
      {decisions.length === 0 && <p class="session-quiet">No guard has been asked yet.</p>}
      <ol class="session-decisions">
        {decisions.slice(0, most).map((decision) => (
          <DecisionView key={decision.index} decision={decision} now={now} onIndex={onIndex} />
        ))}
      </ol>
      {decisions.length > most && (
        <button type="button" class="session-link" onClick={() => setMost(most + PAGE)}>
          {decisions.length - most} earlier ones
        </button>
      )}
      {totals.length > 0 && (
        <StepsTable totals={totals} scope={scopeOf(messages, forgotten)} onIndex={onIndex} />
      )}
    </div>
  )
}

const ONLY_STORED =
  'This session is only stored. A store keeps what a session came to, and neither what its guards said nor how long its steps took: those are seen while its program is followed.'

const PAGE = 20

interface DecisionViewProps {
  readonly decision: Decision
  readonly now: () => number
  readonly onIndex: (index: number) => void
}

const DecisionView = ({ decision, now, onIndex }: DecisionViewProps): VNode => (
  <li>
    <p class="session-subject">
      <button
        type="button"
        class="session-link"
        title="Show this moment"
        onClick={() => onIndex(decision.index)}
      >
        <Instant at={decision.at} now={now()} isExact />
      </button>{' '}
      <SubjectView subject={decision.subject} />
    </p>
    <ul>
      {decision.verdicts.map((verdict) => (
        <VerdictView key={verdict.index} verdict={verdict} />
      ))}
    </ul>
    {decision.result !== undefined && <p class="session-result">→ {decision.result}</p>}
  </li>
)

function SubjectView({ subject }: { readonly subject: Subject }): VNode {
  if (subject.kind === 'unknown')
    return <span class="session-quiet">about something that is no longer held</span>
  if (subject.kind === 'event') return <span>{subject.text}</span>
  const { attempt, kind, value } = subject
  return (
    <span>
      <b>Attempt {attempt ?? ''}</b>{' '}
      {kind === 'error' ? (
        <span class="is-bad">{errorInLine(value)}</span>
      ) : (
        <span class="is-good">gave {inLine(value)}</span>
      )}
    </span>
  )
}

const VerdictView = ({ verdict: { verdict, text, state } }: { readonly verdict: Verdict }): VNode => (
  <li data-verdict={VERDICTS[verdict]} title={`asked in ${state}`}>
    <span aria-hidden="true">{verdict}</span>
    <span class="visually-hidden">{VERDICTS[verdict]}: </span> {text}
  </li>
)

const VERDICTS = { '✓': 'yes', '✗': 'no', '!': 'threw' } as const

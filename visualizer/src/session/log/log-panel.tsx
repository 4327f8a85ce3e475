import type { InspectorMessage } from 'holdfast/inspect'
import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { countOf } from '../../words/describe-report.ts'
import { ValueTree } from '../values/value-tree.tsx'
import { chooseLines } from './choose-lines.ts'
import { LogLines } from './log-lines.tsx'

interface LogPanelProps {
  readonly messages: readonly InspectorMessage[]
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
  readonly now: () => number
  readonly onIndex: (index: number | undefined) => void
}

/** What happened, in words, oldest first; a line is a moment to step to. */
export function LogPanel({ messages, index, now, onIndex }: LogPanelProps): VNode {
  const [words, setWords] = useState('')
  const [isWhole, setWhole] = useState(false)
  const lines = useMemo(() => chooseLines(messages, words, isWhole), [messages, words, isWhole])
  if (messages.length === 0)
    return (
      <p class="session-quiet session-scroll" tabIndex={0}>
        {ONLY_STORED}
      </p>
    )
  const shown = index === undefined ? undefined : messages[index]
  return (
    <div class="session-log">
      <div class="session-log-tools">
        <input
          type="search"
          class="field"
          placeholder="Filter"
          aria-label="Filter the log"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={isWhole}
            onInput={({ currentTarget }) => setWhole(currentTarget.checked)}
          />
          Every message
        </label>
        <span class="session-quiet">{countOf(lines.length, 'line')}</span>
      </div>
      <LogLines messages={messages} lines={lines} index={index} now={now} onIndex={onIndex} />
      <div class="session-log-message">
        {shown === undefined ? (
          <p class="session-quiet">
            Choose a line to see the session as it was then, and the message itself.
          </p>
        ) : (
          <ValueTree key={shown.seq} name={shown.type} value={shown} isOpen />
        )}
      </div>
    </div>
  )
}

const ONLY_STORED =
  'This session is only stored, so nothing is told message by message. What its store has written down is under Stored.'

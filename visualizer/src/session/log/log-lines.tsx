import type { InspectorMessage } from 'holdfast/inspect'
import type { VNode } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'

import { useSize } from '../hooks/use-size.ts'
import { isSameDay } from '../../words/times.ts'
import { clockTime } from '../words/clock-time.ts'
import { logLine } from './log-line.ts'
import { windowOf } from './window-of.ts'

interface LogLinesProps {
  readonly messages: readonly InspectorMessage[]
  /** The places of the messages that have a line. */
  readonly lines: readonly number[]
  /** Of the message that is shown; undefined for the session as it is now. */
  readonly index: number | undefined
  readonly now: () => number
  readonly onIndex: (index: number | undefined) => void
}

/** A list box of which only what is in sight is rendered. */
export function LogLines({ messages, lines, index, now, onIndex }: LogLinesProps): VNode {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const [scrolled, setScrolled] = useState(0)
  /** Whether the person reads the end, which then stays in sight. */
  const isAtEnd = useRef(true)
  const chosen = index === undefined ? lines.length - 1 : lines.findLastIndex((line) => line <= index)

  useLayoutEffect(() => {
    const { current } = box
    if (current !== null && index === undefined && isAtEnd.current) current.scrollTop = current.scrollHeight
  }, [lines, index, size])

  useLayoutEffect(() => {
    const { current } = box
    if (current === null || index === undefined || chosen < 0) return
    const top = chosen * ROW_HEIGHT
    if (top < current.scrollTop) current.scrollTop = top
    const bottom = top + ROW_HEIGHT - current.clientHeight
    if (bottom > current.scrollTop) current.scrollTop = bottom
  }, [chosen, index])

  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, chosen, lines.length)
    if (target === undefined) return
    event.preventDefault()
    onIndex(lines[target])
  }

  const today = now()
  // The first is of the earliest day.
  const isDated = !isSameDay(messages[lines[0] ?? 0]?.at ?? today, today)
  const { from, to } = windowOf(scrolled, size?.height ?? 0, ROW_HEIGHT, lines.length)
  return (
    <div
      ref={box}
      class="session-lines"
      data-dated={isDated}
      role="listbox"
      aria-label="Log"
      tabIndex={0}
      aria-activedescendant={chosen >= from && chosen < to ? `${id}-${chosen}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        setScrolled(scrollTop)
        isAtEnd.current = scrollTop + clientHeight > scrollHeight - ROW_HEIGHT
      }}
    >
      <div role="presentation" style={{ height: `${lines.length * ROW_HEIGHT}px` }}>
        {lines.slice(from, to).map((line, offset) => {
          const at = from + offset
          const { text, tone } = logLine(messages, line)
          return (
            <div
              key={messages[line]?.seq}
              id={`${id}-${at}`}
              class="session-line"
              role="option"
              aria-selected={index !== undefined && at === chosen}
              aria-setsize={lines.length}
              aria-posinset={at + 1}
              data-tone={tone}
              data-late={index !== undefined && line > index}
              title={text}
              style={{ top: `${at * ROW_HEIGHT}px` }}
              onClick={() => onIndex(line)}
            >
              <span class="session-time">{clockTime(messages[line]?.at ?? 0, today)}</span>
              <span>{text}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function keyTarget(key: string, chosen: number, count: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowUp: chosen - 1,
    ArrowDown: chosen + 1,
    PageUp: chosen - 10,
    PageDown: chosen + 10,
    Home: 0,
    End: count - 1,
  }
  const target = targets[key]
  return target === undefined ? undefined : Math.max(0, Math.min(target, count - 1))
}

/** Pixels; the style sheet has it too. */
const ROW_HEIGHT = 24

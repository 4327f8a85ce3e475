import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

import { membersOf, shownValue } from './shown-value.ts'

interface ValueTreeProps {
  readonly name: string
  readonly value: unknown
  /** It is unfolded at first. */
  readonly isOpen?: boolean
}

/** A value of plain JSON as a tree; what is folded is not rendered. */
export function ValueTree({ name, value, isOpen = false }: ValueTreeProps): VNode {
  const shown = shownValue(value)
  if (!('size' in shown) || shown.size === 0) {
    return (
      <div class="session-value">
        <Name name={name} />{' '}
        {shown.type === 'text' ? (
          <LongText text={shown.text} />
        ) : (
          <span data-type={shown.type}>{shown.text}</span>
        )}
      </div>
    )
  }
  return <Branch name={name} value={value} text={shown.text} type={shown.type} isOpen={isOpen} />
}

interface BranchProps extends Required<ValueTreeProps> {
  readonly text: string
  readonly type: string
}

function Branch({ name, value, text, type, isOpen: isOpenFirst }: BranchProps): VNode {
  const [isOpen, setOpen] = useState(isOpenFirst)
  const [most, setMost] = useState(PAGE)
  const members = isOpen ? membersOf(value) : []
  return (
    <details
      class="session-value session-fold"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Name name={name} /> <span data-type={type}>{text}</span>
      </summary>
      {members.slice(0, most).map(([member, inner]) => (
        <ValueTree key={member} name={member} value={inner} />
      ))}
      {members.length > most && (
        <button type="button" class="session-link" onClick={() => setMost(most + PAGE)}>
          {members.length - most} more
        </button>
      )}
    </details>
  )
}

const Name = ({ name }: { readonly name: string }): VNode => <span class="session-value-name">{name}:</span>

/** Texts stay texts, whatever is in them. */
function LongText({ text }: { readonly text: string }): VNode {
  const [isWhole, setWhole] = useState(text.length <= LONGEST)
  return (
    <span data-type="text">
      {isWhole ? text : `${text.slice(0, LONGEST)}…`}
      {!isWhole && (
        <button type="button" class="session-link" onClick={() => setWhole(true)}>
          all {text.length} characters
        </button>
      )}
    </span>
  )
}

const PAGE = 100

const LONGEST = 300

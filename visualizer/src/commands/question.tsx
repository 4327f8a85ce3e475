import type { Command } from 'holdfast/visualizer'
import type { ComponentChildren, VNode } from 'preact'

import { sessionCount } from '../words/describe-report.ts'
import type { DialogInner } from './modal-dialog.tsx'
import { Progress } from './progress.tsx'

interface QuestionProps extends DialogInner {
  readonly command: Command
  /** The name of the one that is meant, or how many are. */
  readonly whom: string | number
  readonly isBusy?: boolean
  /** What more there is to say of whom it is about. */
  readonly children?: ComponentChildren
  /** Why it was not done. */
  readonly problem?: string | undefined
  readonly onConfirm: () => void
}

/** What is asked before something is done to many sessions, or for good. */
export function Question({
  command,
  whom,
  isBusy = false,
  children,
  problem,
  onConfirm,
  titleId,
  close,
}: QuestionProps): VNode {
  const { title, one, many, keep } = WORDS[command]
  const isOne = typeof whom === 'string'
  return (
    <>
      <h2 id={titleId}>{`${title} ${isOne ? `“${whom}”` : sessionCount(whom)}?`}</h2>
      {children}
      <p>{isOne ? one : many}</p>
      {isBusy && <Progress />}
      {problem !== undefined && (
        <p class="dialog-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" autoFocus onClick={close}>
          {isBusy ? 'Close; it goes on' : keep}
        </button>
        <button
          type="button"
          class={`button is-${command}`}
          disabled={isBusy || whom === 0}
          onClick={onConfirm}
        >
          {isBusy ? 'Asking …' : `${title} ${isOne ? 'the session' : sessionCount(whom)}`}
        </button>
      </div>
    </>
  )
}

const WORDS = {
  retry: {
    title: 'Retry',
    one: 'If it sleeps it wakes now; if it has ended and is stored it runs again.',
    many: 'One that sleeps wakes now; one that has ended and is stored runs again: where nobody runs it, when its program runs. All others stay as they are.',
    keep: 'Leave as is',
  },
  cancel: {
    title: 'Cancel',
    one: 'It ends for good: an attempt that runs is told to abort, and none follows. What its attempts have done so far stays done.',
    many: 'They end for good: attempts that run are told to abort, and none follow. What they have done so far stays done. Sessions that have ended refuse.',
    keep: 'Keep running',
  },
} as const satisfies Readonly<Record<Command, object>>

import type { Command, SessionRow } from 'holdfast/visualizer'
import type { VNode } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'

import type { SessionViewProps } from '../session-view-props.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { copySnapshot } from './copy-snapshot.ts'
import { describeFailure, describeOutcome } from './describe-outcome.ts'
import type { Outcome } from './describe-outcome.ts'
import { ExportMenu } from './export-menu.tsx'
import type { Export } from './export-menu.tsx'
import { fileName } from './file-name.ts'
import { isOutdated } from './is-outdated.ts'
import { mayCancel, mayRetry } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { sessionAddress } from './session-address.ts'

interface ActionsProps extends Pick<SessionViewProps, 'sessionKey' | 'detail' | 'isReadOnly' | 'onCommand'> {
  readonly exports: readonly Export[]
}

/** What a person can do about a session, what that would do or why it cannot be done, and what came of it. */
export function Actions({ sessionKey, detail, isReadOnly, onCommand, exports }: ActionsProps): VNode {
  const { row } = detail
  const [outcome, setOutcome] = useState<Told>()
  const [isAsking, setAsking] = useState(false)
  const [underWay, setUnderWay] = useState<Command | 'copy'>()
  const id = useId()
  const isOld = outcome !== undefined && isOutdated(outcome.row, row)
  useEffect(() => {
    if (isOld) setOutcome(undefined)
  }, [isOld])
  const retry = mayRetry(row, isReadOnly)
  const cancel = mayCancel(row, isReadOnly)

  const during = async (what: Command | 'copy', work: () => Promise<Outcome>) => {
    setUnderWay(what)
    setOutcome(undefined)
    setOutcome({ ...(await work()), row })
    setUnderWay(undefined)
  }

  const command = (name: Command) =>
    during(name, async () => {
      try {
        return describeOutcome(name, await onCommand(name, sessionKey), row)
      } catch (error) {
        return describeFailure('The visualizer did not answer', error)
      }
    })

  return (
    <div class="session-actions">
      <div class="session-buttons">
        <Action
          title={underWay === 'retry' ? 'Retrying…' : 'Retry now'}
          class="is-retry"
          permission={retry}
          hintId={`${id}-retry`}
          onPress={() => void command('retry')}
        />
        <Action
          title={underWay === 'cancel' ? 'Cancelling…' : 'Cancel…'}
          permission={cancel}
          hintId={`${id}-cancel`}
          onPress={() => setAsking(true)}
        />
        <button
          type="button"
          class="button"
          onClick={() => void during('copy', () => copySnapshot(sessionAddress(sessionKey, 'snapshot')))}
        >
          Copy snapshot
        </button>
        <a
          class="button"
          href={sessionAddress(sessionKey, 'recording')}
          download={fileName(row.name, row.key, 'jsonl')}
        >
          Download recording
        </a>
        <ExportMenu exports={exports} />
      </div>
      <div class="session-told">
        <p class="session-outcome" role="status" data-good={outcome?.isGood}>
          {outcome?.text}
        </p>
        <p class="session-hints">
          <Hint id={`${id}-retry`} title="Retry now" permission={retry} />
          <Hint id={`${id}-cancel`} title="Cancel" permission={cancel} />
        </p>
      </div>
      {isAsking && (
        <CancelDialog
          name={row.name}
          onAnswer={(isSure) => {
            setAsking(false)
            if (isSure) void command('cancel')
          }}
        />
      )}
    </div>
  )
}

interface ActionProps {
  readonly title: string
  readonly class?: string
  readonly permission: Permission
  /** The id of the element that has the hint. */
  readonly hintId: string
  readonly onPress: () => void
}

/** What came of something, and the session as it was when that was asked for. */
interface Told extends Outcome {
  readonly row: SessionRow
}

/** A button that says why it does nothing: so it is not disabled, but only says so, and can be reached. */
const Action = ({ title, class: name = '', permission, hintId, onPress }: ActionProps): VNode => (
  <button
    type="button"
    class={`button ${name}`}
    title={permission.hint}
    aria-disabled={!permission.isGiven}
    aria-describedby={hintId}
    onClick={() => {
      if (permission.isGiven) onPress()
    }}
  >
    {title}
  </button>
)

interface HintProps {
  readonly id: string
  readonly title: string
  readonly permission: Permission
}

/** What a button would do is told to those who ask; why it does nothing, to everybody. */
const Hint = ({ id, title, permission: { isGiven, hint } }: HintProps): VNode => (
  <span id={id} class={isGiven ? 'visually-hidden' : 'session-hint'}>
    {title}: {hint}.
  </span>
)

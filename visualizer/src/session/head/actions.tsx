import type { Command } from 'holdfast/visualizer'
import type { VNode } from 'preact'
import { useId, useState } from 'preact/hooks'

import { ModalDialog } from '../../commands/modal-dialog.tsx'
import { Question } from '../../commands/question.tsx'
import type { SessionViewProps } from '../session-view-props.ts'
import { copySnapshot } from './copy-snapshot.ts'
import { describeFailure, describeOutcome } from './describe-outcome.ts'
import { ExportMenu } from './export-menu.tsx'
import type { Export } from './export-menu.tsx'
import { fileName } from './file-name.ts'
import { hintsOf } from './hints-of.ts'
import type { Hint } from './hints-of.ts'
import { mayCancel, mayDownload, mayRetry } from './permissions.ts'
import type { Permission } from './permissions.ts'
import { sessionAddress } from './session-address.ts'
import { useOutcome } from './use-outcome.ts'

interface ActionsProps extends Pick<SessionViewProps, 'sessionKey' | 'detail' | 'isReadOnly' | 'onCommand'> {
  readonly exports: readonly Export[]
}

/** What a person can do about a session, what that would do or why it cannot be done, and what came of it. */
export function Actions({ sessionKey, detail, isReadOnly, onCommand, exports }: ActionsProps): VNode {
  const { row } = detail
  const [outcome, tell] = useOutcome(detail)
  const [isAsking, setAsking] = useState(false)
  const [underWay, setUnderWay] = useState<Command>()
  const retry = mayRetry(row, isReadOnly)
  const cancel = mayCancel(row, isReadOnly)
  const take = mayDownload(detail)
  const hints = hintsOf(take.isGiven ? [retry, cancel] : [retry, cancel, take], useId())

  const command = async (name: Command) => {
    setUnderWay(name)
    tell(undefined)
    try {
      tell(describeOutcome(name, await onCommand(name, sessionKey), row), { command: name, before: detail })
    } catch (error) {
      tell(describeFailure('The visualizer did not answer', error))
    }
    setUnderWay(undefined)
  }

  const copy = async () => {
    tell(undefined)
    tell(await copySnapshot(sessionAddress(sessionKey, 'snapshot')))
  }

  return (
    <div class="session-actions">
      <div class="session-buttons">
        <Action
          title={underWay === 'retry' ? 'Retrying…' : 'Retry now'}
          class="is-retry"
          permission={retry}
          hints={hints}
          onPress={() => void command('retry')}
        />
        <Action
          title={underWay === 'cancel' ? 'Cancelling…' : 'Cancel…'}
          permission={cancel}
          hints={hints}
          onPress={() => setAsking(true)}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          Copy snapshot
        </button>
        {take.isGiven ? (
          <a
            class="button"
            href={sessionAddress(sessionKey, 'recording')}
            download={fileName(row.name, row.key, 'jsonl')}
          >
            {DOWNLOAD}
          </a>
        ) : (
          <Action title={DOWNLOAD} permission={take} hints={hints} onPress={() => {}} />
        )}
        <ExportMenu exports={exports} />
      </div>
      <div class="session-told">
        <p class="session-outcome" role="status" data-tone={outcome?.tone}>
          {outcome?.text}
        </p>
        <p class="session-hints">
          {hints.map(({ id, isGiven, hint }) => (
            <span key={id} id={id} class={isGiven ? 'visually-hidden' : 'session-hint'}>
              {hint}
            </span>
          ))}
        </p>
      </div>
      {isAsking && (
        <ModalDialog onClose={() => setAsking(false)}>
          {(inner) => (
            <Question
              command="cancel"
              whom={row.name}
              onConfirm={() => {
                inner.close()
                void command('cancel')
              }}
              {...inner}
            />
          )}
        </ModalDialog>
      )}
    </div>
  )
}

interface ActionProps {
  readonly title: string
  readonly class?: string
  readonly permission: Permission
  readonly hints: readonly Hint[]
  readonly onPress: () => void
}

/** A button that says why it does nothing: so it is not disabled, but only says so, and can be reached. */
const Action = ({ title, class: name = '', permission, hints, onPress }: ActionProps): VNode => (
  <button
    type="button"
    class={`button ${name}`}
    title={permission.hint}
    aria-disabled={!permission.isGiven}
    aria-describedby={hints.find(({ hint }) => hint === permission.hint)?.id}
    onClick={() => {
      if (permission.isGiven) onPress()
    }}
  >
    {title}
  </button>
)

const DOWNLOAD = 'Download recording'

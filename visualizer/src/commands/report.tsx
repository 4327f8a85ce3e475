import type { Command, CommandReport } from 'holdfast/visualizer'
import { useLayoutEffect, useRef } from 'preact/hooks'

import { describeReport, sessionCount } from '../words/describe-report.ts'
import { groupRefusals } from './group-refusals.ts'
import type { DialogInner } from './modal-dialog.tsx'

interface ReportProps extends DialogInner {
  readonly command: Command
  readonly report: CommandReport
}

/** What came of a command to several sessions: how many refused it for which reason, and some of each. */
export function Report({ command, report, titleId, close }: ReportProps) {
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => button.current?.focus(), [])
  const { groups, others } = groupRefusals(report)
  return (
    <>
      <h2 id={titleId}>{describeReport(command, report)}</h2>
      <ul class="dialog-refused" tabIndex={0}>
        {groups.map(({ text, names }) => (
          <li key={text}>
            <strong>{text}</strong>
            {names !== '' && `: ${names}`}
          </li>
        ))}
        {others > 0 && <li>{`${sessionCount(others)} for other reasons`}</li>}
      </ul>
      <div class="dialog-buttons">
        <button ref={button} type="button" class="button" onClick={close}>
          Close
        </button>
      </div>
    </>
  )
}

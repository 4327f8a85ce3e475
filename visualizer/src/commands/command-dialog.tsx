import type { CommandReport, CommandRequest } from 'holdfast/visualizer'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

import type { Filters } from '../address/filters.ts'
import { describeFilters } from '../address/filters.ts'
import { RefusedError } from '../connection/api.ts'
import type { Page } from '../page.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { countOf, describeReport, sessionCount } from '../words/describe-report.ts'
import { messageOf } from '../words/message-of.ts'

/** Asks before something is done to many sessions, or for good, and says what came of it. */
export function CommandDialog() {
  const { asked } = usePage()
  const request = useCell(asked)
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    if (request !== undefined && dialog.current?.open === false) dialog.current.showModal()
  }, [request])
  if (request === undefined) return null
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={() => asked.set(undefined)}>
      <Content request={request} close={() => dialog.current?.close()} />
    </dialog>
  )
}

type Stage =
  | { readonly name: 'question'; readonly problem?: string }
  | { readonly name: 'busy' }
  | { readonly name: 'report'; readonly report: CommandReport }

function Content({ request, close }: { request: CommandRequest; close: () => void }) {
  const page = usePage()
  const [stage, setStage] = useState<Stage>({ name: 'question' })
  const count = countIn(page, request)

  async function confirm(): Promise<void> {
    setStage({ name: 'busy' })
    try {
      const report = await page.api.command(request)
      if (report.refusals > 0 && page.asked.value === request) return setStage({ name: 'report', report })
      page.notices.add({ text: describeReport(request.command, report) })
      return close()
    } catch (error) {
      return setStage({ name: 'question', problem: await problemOf(error) })
    }
  }

  /** What matches now is asked about anew: a person has agreed to what matched before. */
  async function problemOf(error: unknown): Promise<string> {
    const isOutOfDate = error instanceof RefusedError && error.status === 409
    const found = isOutOfDate && 'query' in request && (await countNow(page, request.query))
    if (found === false || found === undefined) return `It could not be done: ${messageOf(error)}`
    if (page.asked.value === request) page.asked.set({ ...request, expected: found })
    return `Nothing was done yet: by now it is ${sessionCount(found)}, where it was ${count.toLocaleString('en')}.`
  }

  if (stage.name === 'report') return <Report command={request.command} report={stage.report} close={close} />
  const { title, consequence, keep } = WORDS[request.command]
  return (
    <>
      <h2 id="dialog-title">{`${title} ${countOrName(page, request, count)}?`}</h2>
      {'query' in request && (
        <p class="dialog-scope">{`All that match now: ${describeFilters(request.query)}.`}</p>
      )}
      <p>{consequence}</p>
      {stage.name === 'question' && stage.problem !== undefined && (
        <p class="dialog-problem" role="alert">
          {stage.problem}
        </p>
      )}
      <div class="dialog-buttons">
        <button type="button" class="button" autoFocus onClick={close}>
          {keep}
        </button>
        <button
          type="button"
          class={`button is-${request.command}`}
          disabled={stage.name === 'busy' || count === 0}
          onClick={() => void confirm()}
        >
          {stage.name === 'busy' ? 'Asking …' : `${title} ${sessionCount(count)}`}
        </button>
      </div>
    </>
  )
}

interface ReportProps {
  readonly command: CommandRequest['command']
  readonly report: CommandReport
  readonly close: () => void
}

function Report({ command, report, close }: ReportProps) {
  const { list } = usePage()
  const others = report.refusals - report.refused.length
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => button.current?.focus(), [])
  return (
    <>
      <h2 id="dialog-title">{describeReport(command, report)}</h2>
      <ul class="dialog-refused" tabIndex={0}>
        {report.refused.map(({ key, reason }) => (
          <li key={key}>
            <strong>{list.row(key)?.name ?? key}</strong> {list.row(key)?.id} {reason}
          </li>
        ))}
        {others > 0 && <li>{`and ${countOf(others, 'other')}`}</li>}
      </ul>
      <div class="dialog-buttons">
        <button ref={button} type="button" class="button" onClick={close}>
          Close
        </button>
      </div>
    </>
  )
}

const WORDS = {
  retry: {
    title: 'Retry',
    consequence:
      'A session that sleeps wakes now. One that has ended and is stored runs again. All others refuse, and stay as they are.',
    keep: 'Leave as is',
  },
  cancel: {
    title: 'Cancel',
    consequence:
      'It ends for good: an attempt that runs is told to abort, and none follows. Sessions that have ended refuse.',
    keep: 'Keep running',
  },
} as const

/** How many match now; undefined when nobody says. */
const countNow = ({ api }: Page, query: Filters): Promise<number | undefined> =>
  api.rows(query, 0, 1, new AbortController().signal).then(
    ({ total }) => total,
    () => undefined,
  )

const countIn = ({ list }: Page, request: CommandRequest) =>
  'keys' in request ? request.keys.length : (request.expected ?? list.state.value.total ?? 0)

function countOrName({ list }: Page, request: CommandRequest, count: number): string {
  const [key, ...others] = 'keys' in request ? request.keys : []
  const row = key !== undefined && others.length === 0 ? list.row(key) : undefined
  return row === undefined ? sessionCount(count) : `“${row.name}”`
}

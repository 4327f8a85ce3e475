import type { CommandReport, CommandRequest } from 'holdfast/visualizer'
import { useState } from 'preact/hooks'

import type { Filters } from '../address/filters.ts'
import { describeFilters } from '../address/filters.ts'
import { RefusedError } from '../connection/api.ts'
import type { Page } from '../page.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { describeReport, sessionCount } from '../words/describe-report.ts'
import { messageOf } from '../words/message-of.ts'
import { ModalDialog } from './modal-dialog.tsx'
import type { DialogInner } from './modal-dialog.tsx'
import { Question } from './question.tsx'
import { Report } from './report.tsx'

/** Asks before something is done to many sessions of the list, or for good, and says what came of it. */
export function CommandDialog() {
  const { asked } = usePage()
  const request = useCell(asked)
  if (request === undefined) return null
  return (
    <ModalDialog onClose={() => asked.set(undefined)}>
      {(inner) => <Content request={request} {...inner} />}
    </ModalDialog>
  )
}

type Stage =
  | { readonly name: 'question'; readonly problem?: string }
  | { readonly name: 'busy' }
  | { readonly name: 'report'; readonly report: CommandReport }

function Content({ request, ...inner }: DialogInner & { readonly request: CommandRequest }) {
  const page = usePage()
  const [stage, setStage] = useState<Stage>({ name: 'question' })
  const count = countIn(page, request)

  async function confirm(): Promise<void> {
    setStage({ name: 'busy' })
    try {
      const report = await page.api.command(request)
      if (report.refusals > 0 && page.asked.value === request) return setStage({ name: 'report', report })
      page.notices.add({ text: describeReport(request.command, report) })
      return inner.close()
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

  if (stage.name === 'report') return <Report command={request.command} report={stage.report} {...inner} />
  return (
    <Question
      command={request.command}
      whom={nameIn(page, request) ?? count}
      isBusy={stage.name === 'busy'}
      problem={stage.name === 'question' ? stage.problem : undefined}
      onConfirm={() => void confirm()}
      {...inner}
    >
      {'query' in request && (
        <p class="dialog-scope">{`All that match now: ${describeFilters(request.query)}.`}</p>
      )}
    </Question>
  )
}

/** How many match now; undefined when nobody says. */
const countNow = ({ api }: Page, query: Filters): Promise<number | undefined> =>
  api.rows(query, 0, 1, new AbortController().signal).then(
    ({ total }) => total,
    () => undefined,
  )

const countIn = ({ list }: Page, request: CommandRequest) =>
  'keys' in request ? request.keys.length : (request.expected ?? list.state.value.total ?? 0)

/** Of the one that is meant, where it is one and in the list. */
function nameIn({ list }: Page, request: CommandRequest): string | undefined {
  const [key, ...others] = 'keys' in request ? request.keys : []
  return key !== undefined && others.length === 0 ? list.row(key)?.name : undefined
}

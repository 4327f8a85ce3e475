import { execFileSync } from 'node:child_process'
import { isDeepStrictEqual } from 'node:util'
import { flattenChart } from './flatten-chart.ts'
import type { Edge, Row } from './flatten-chart.ts'

/** The options without which a session is the same: the states of the same name are passed over. */
const OPTIONAL_STEPS = ['before', 'after', 'wait', 'beforeSleep']

/** A success that nothing asks about ends the session at once. */
const SHORTCUT = 'if (asksNothing(session)) return succeedAtOnce(session, result)'

/** The chart as the code that the driver runs. */
export function renderProgram(): string {
  const { start, onAbort, rows } = flattenChart()
  const code = `
    // Written by \`npm run compile-chart\` from chart.ts, never by hand; a test compares the two.

    import * as guards from './guards.ts'
    import type { Session } from './session.ts'
    import { asksNothing, succeedAtOnce } from './shortcut.ts'
    import type { Passage, State, Transition } from './state.ts'
    import * as steps from './steps.ts'
    import * as updates from './updates.ts'

    /** Where a session begins. */
    export const start = (session: Session): State | undefined => ${renderTarget(start)}

    /** Where an interruption leads from any state, and an error from most. */
    export const onAbort: Transition = ${renderTransition([onAbort])}

    ${rows.map((row) => renderState(row, onAbort)).join('\n\n')}
  `
  return execFileSync('node_modules/.bin/oxfmt', ['--stdin-filepath=program.ts'], {
    input: code,
    encoding: 'utf8',
  })
}

function renderState({ step, onDone, onError }: Row, onAbort: Edge): string {
  if (onError === undefined) return `const ${step}: State = { run: steps.${step} }`
  return `const ${step}: Passage = {
    run: steps.${step},
    onDone: ${renderTransition(onDone, step === 'attempt' ? [SHORTCUT] : [])},
    onError: ${isDeepStrictEqual(onError, onAbort) ? 'onAbort' : renderTransition([onError])},
  }`
}

/** @param shortcut - tried first */
function renderTransition(edges: readonly Edge[], shortcut: readonly string[] = []): string {
  const code = [...shortcut, ...edges.map(renderEdge)].join('\n')
  const parameters = ['session', 'result'].slice(
    0,
    code.includes('result') ? 2 : code.includes('session') ? 1 : 0,
  )
  const [expression] = /(?<=^return ).*$/.exec(code) ?? [`{ ${code} }`]
  return `(${parameters.join()}) => ${expression}`
}

function renderEdge({ target, update, guard }: Edge): string {
  const change = update === undefined ? '' : `updates.${update}(session, result, session.policy)\n`
  const body = `${change}return ${renderTarget(target)}`
  if (guard === undefined) return body
  return `if (guards.${guard}(session, result)) ${change === '' ? body : `{ ${body} }`}`
}

const renderTarget = (target: string): string =>
  OPTIONAL_STEPS.includes(target)
    ? `session.policy.${target} ? ${target} : ${target}.onDone(session, undefined)`
    : target

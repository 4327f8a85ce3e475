import type { Paint } from '../terminal/paint.ts'
import type { SessionRow } from './session-row.ts'

type State = SessionRow['state']

/** Each state has its sign and its colour, the same in the live view and in the summary. */
const LOOKS = {
  waiting: ['·', 'gray'],
  attempting: ['▸', 'cyan'],
  evaluating: ['▸', 'cyan'],
  sleeping: ['◦', 'yellow'],
  done: ['✔', 'green'],
  failed: ['✖', 'red'],
} as const satisfies Record<State, readonly [sign: string, colour: string]>

/** The sign of a state, in its colour. */
export const sign = (state: State, paint: Paint): string => paintAs(state, LOOKS[state][0], paint)

/** A text in the colour of a state. */
export const paintAs = (state: State, text: string, paint: Paint): string => paint(LOOKS[state][1], text)

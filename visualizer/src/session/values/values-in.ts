import type { Moment } from 'holdfast/drawing'
import type { SessionDetail } from 'holdfast/visualizer'

/** Values by their names; undefined ones are not known. */
type Values = Readonly<Record<string, unknown>>

/**
 * What a session works with, was given and gave.
 *
 * @param index - of the message that is shown; undefined for the session as it is now
 */
export function valuesIn(
  { messages, stored }: SessionDetail,
  moment: Moment | undefined,
  index: number | undefined,
): Values {
  const end = messages.find(({ type }) => type === 'end')
  const output = end?.type === 'end' ? end.output : stored?.output
  const [begun] = messages
  const given = begun?.type === 'session' ? begun.input : undefined
  const { type, ...event } = moment?.event?.event ?? { type: '' }
  return {
    context: moment?.context ?? stored?.context,
    state: moment?.value ?? stored?.value,
    ...(type !== '' && { [`event ${type}`]: event }),
    input: stored?.input ?? given,
    // What it gave in the end is no secret of an earlier moment, but would look as if it had been known.
    output: index === undefined || index === messages.length - 1 ? output : undefined,
  }
}

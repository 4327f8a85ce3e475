import { type Command, InvalidArgumentError } from 'commander'

import { readSessionId } from '../../durable/session-id.ts'
import type { SessionQuery, SessionStatus } from '../../durable/session-store.ts'
import { aName } from '../../machine/read-options.ts'
import { readDuration } from '../../strategies/duration.ts'
import { asArgument } from '../as-argument.ts'
import { styleOfStatus } from '../format/style-of-status.ts'

/** The options that choose sessions. */
export type FilterOptions = Pick<SessionQuery, 'kind' | 'after'> & { readonly status?: SessionStatus[] }

export const addFilters = (command: Command): Command =>
  command
    .option('--status <status>', `only those that are ${STATUSES}; also a list, or repeated`, addStatuses)
    .option('--kind <machine>', 'only those of the machine with this id', aKind)
    .option('--after <id>', 'only those that come after this id, in the order of ids', anId)

/** The options as a query has them; what was not given is absent. */
export const queryOf = ({ status, kind, after }: FilterOptions): SessionQuery => ({
  ...(status && { status }),
  ...(kind !== undefined && { kind }),
  ...(after !== undefined && { after }),
})

/** Reads the id of a session. */
export const anId = (text: string): string => asArgument(() => readSessionId(text))

/** Reads a whole number from 1. */
export function aCount(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.')
  return count
}

/** Reads a duration such as `7d`, in milliseconds; a bare number would be those, and hardly meant so. */
export function anAge(text: string): number {
  if (/^[\d.\s]*$/.test(text)) throw new InvalidArgumentError('Name its unit: 7d, 12h, 30m.')
  return asArgument(() => readDuration('it', text))
}

/** As the type has them: each has a style. */
const known: ReadonlySet<string> = new Set(Object.keys(styleOfStatus))

const STATUSES = [...known].join(', ')

const isStatus = (text: string): text is SessionStatus => known.has(text)

function addStatuses(text: string, earlier: readonly SessionStatus[] = []): readonly SessionStatus[] {
  const statuses = text.split(',').map((part) => part.trim())
  const unknown = statuses.find((status) => !isStatus(status))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`There is no status "${unknown}"; there are ${STATUSES}.`)
  return [...earlier, ...statuses.filter(isStatus)]
}

const aKind = (text: string): unknown => asArgument(() => aName('kind', text))

import type { Filters } from './filters.ts'
import { readFilters, writeFilters } from './filters.ts'

/** What a link to the page says: which rows, and which session is open. */
export interface PageAddress {
  readonly filters: Filters
  /** The key of the session that is open. */
  readonly session?: string | undefined
  /** At which message it is looked at. */
  readonly moment?: string | undefined
}

/** Reads what `writeAddress` has written. */
export function readAddress(search: string): PageAddress {
  const parameters = new URLSearchParams(search)
  const session = parameters.get('session') ?? undefined
  const moment = parameters.get('moment') ?? undefined
  return { filters: readFilters(parameters), session, moment: session === undefined ? undefined : moment }
}

/** The part of the URL from its `?` on; empty when there is nothing to say. */
export function writeAddress({ filters, session, moment }: PageAddress): string {
  const parameters = writeFilters(filters)
  if (session !== undefined) parameters.set('session', session)
  if (session !== undefined && moment !== undefined) parameters.set('moment', moment)
  // Commas divide lists here, and read better as they are.
  return parameters.size === 0 ? '' : `?${parameters.toString().replaceAll('%2C', ',')}`
}

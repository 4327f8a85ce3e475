import type { RowSort, SessionRow, SourceInfo } from 'holdfast/visualizer'
import type { ComponentChildren } from 'preact'

import { Icon } from '../looks/icon.tsx'
import { describeRequest, REQUEST_WORDS } from '../words/describe-request.ts'
import { age, countdown, isoTime, localTime, wholeTime } from '../words/times.ts'
import { GOES_ON, standsStill } from '../session/head/waits-for-program.ts'
import { ORIGIN_WORDS, STATUS_MEANINGS, STATUS_WORDS } from './statuses.ts'

export interface Column {
  /** Also its class. */
  readonly name: string
  readonly label: string
  readonly sort?: RowSort
  readonly cell: (row: SessionRow, context: CellContext) => ComponentChildren
}

export interface CellContext {
  /** Epoch milliseconds, on the server's clock. */
  readonly now: number
  readonly sources: readonly SourceInfo[]
  /** Where a link to the session leads. */
  readonly hrefOf: (row: SessionRow) => string
}

/** From what must be seen first to what can be left out. */
export const COLUMNS: readonly Column[] = [
  {
    name: 'status',
    label: 'Status',
    sort: 'status',
    cell: ({ status }) => (
      <span class="status" data-status={status} title={STATUS_MEANINGS[status]}>
        <Icon name={status} />
        {STATUS_WORDS[status]}
      </span>
    ),
  },
  {
    name: 'name',
    label: 'Session',
    sort: 'name',
    cell: (row, { hrefOf }) => (
      <>
        <a class="row-name" href={hrefOf(row)} tabIndex={-1} title={row.name}>
          {row.name}
        </a>
        {row.id !== undefined && (
          <span class="row-id" title={row.id}>
            {row.id}
          </span>
        )}
      </>
    ),
  },
  {
    name: 'state',
    label: 'State',
    cell: ({ state }) => <span title={state}>{state}</span>,
  },
  {
    name: 'attempt',
    label: 'Attempt',
    sort: 'attempt',
    cell: ({ attempt, limit, ofAllRounds }) =>
      ofAllRounds ? (
        <span title={OF_ALL_ROUNDS}>
          {attempt}
          <span class="visually-hidden"> in all rounds</span>
        </span>
      ) : (
        <>
          {attempt}
          {attempt !== undefined && limit !== undefined && <span class="row-limit">/{limit}</span>}
        </>
      ),
  },
  {
    name: 'error',
    label: 'Last error or result',
    cell: ({ status, error, lastResult }) =>
      // How a session failed says more than what it had refused by then.
      lastResult === undefined || (status === 'failed' && error !== undefined) ? (
        <span title={error}>{error}</span>
      ) : (
        <span
          class="row-result"
          title={`Its last attempt came to this result, which was refused: ${lastResult}`}
        >
          result {lastResult}
        </span>
      ),
  },
  {
    name: 'wake',
    label: 'Next try',
    sort: 'wake',
    cell: (row, { now }) => {
      const { asked, owner, wakeAt } = row
      if (asked !== undefined)
        return <span title={describeRequest({ asked, owner }, now)}>{REQUEST_WORDS[asked]}</span>
      // Nobody counts the time down for it.
      if (standsStill(row))
        return (
          <span title={whyItWaits(wakeAt)}>
            waits<span class="row-for-whom"> for its program</span>
          </span>
        )
      return (
        wakeAt !== undefined && (
          <time dateTime={isoTime(wakeAt)} title={wholeTime(wakeAt)}>
            <span class="row-at">{localTime(wakeAt, now)}</span>
            <span class="row-in">{countdown(wakeAt, now)}</span>
          </time>
        )
      )
    },
  },
  {
    name: 'age',
    label: 'Age',
    sort: 'started',
    cell: ({ startedAt }, { now }) => (
      <time dateTime={isoTime(startedAt)} title={`began ${wholeTime(startedAt)}`}>
        {age(now - startedAt)}
      </time>
    ),
  },
  {
    name: 'source',
    label: 'Source',
    cell: ({ origin, source }, { sources }) => {
      const title = sources.find(({ id }) => id === source)?.title ?? source
      return (
        <span title={`${ORIGIN_WORDS[origin]}: ${title}`}>
          <Icon name={origin} />
          <span class="visually-hidden">{ORIGIN_WORDS[origin]}</span>
          <span class="row-source">{title}</span>
        </span>
      )
    },
  },
  {
    name: 'owner',
    label: 'Owner',
    cell: ({ owner }) => <span title={owner}>{owner}</span>,
  },
]

const whyItWaits = (wakeAt: number | undefined) =>
  `Nobody runs it: it ${GOES_ON}${wakeAt === undefined ? '' : `; due ${wholeTime(wakeAt)}`}`

const OF_ALL_ROUNDS = 'In all its rounds: nothing says how many are of this one'

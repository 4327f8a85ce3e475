import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'

import { Icon } from '../../looks/icon.tsx'
import { useNow } from '../../state/use-now.ts'
import { Fact } from '../parts/fact.tsx'
import { Instant } from '../parts/instant.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import type { SessionViewProps } from '../session-view-props.ts'
import { isOver } from '../words/is-over.ts'
import { Actions } from './actions.tsx'
import { agesOf } from './ages-of.ts'
import { describeWorker } from './describe-worker.ts'
import type { ShownWorker } from './describe-worker.ts'
import type { Export } from './export-menu.tsx'
import { headline } from './headline.ts'
import { nextTry } from './next-try.ts'
import { Relatives } from './relatives.tsx'
import { requestLine } from './request-line.ts'

type HeadProps = Omit<SessionViewProps, 'onMoment'> & { readonly exports: readonly Export[] }

/** What a person on call wants to know first: what failed, how often, when it is tried next, who runs it. */
export function SessionHead(props: HeadProps): VNode {
  const { detail, source, moment, nameOf = () => undefined, onOpen, onClose } = props
  const { row } = detail
  const { tone, text } = useMemo(() => headline(detail), [detail])
  const { round = 1, crashes = 0 } = detail.stored?.record ?? {}
  const [begin] = detail.messages
  return (
    <header class="session-head">
      <div class="session-title">
        <StatusMark status={row.status} />
        {moment !== undefined && (
          <em class="session-present">{isOver(row) || row.origin === 'recorded' ? 'in the end' : 'now'}</em>
        )}
        <h2>{row.name}</h2>
        {row.id !== undefined && row.id !== row.name && <code class="session-id">{row.id}</code>}
        <button
          type="button"
          class="button is-icon session-close"
          aria-label="Close this session"
          title="Close"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <p class="session-error" data-tone={tone} title={text}>
        {text}
      </p>
      <Asked {...props} />
      <dl class="session-facts">
        {row.attempt !== undefined && (
          <Fact name="Attempt">
            <b>{row.attempt}</b>
            {row.ofAllRounds ? ` in all ${round} rounds` : attemptScope(row.limit, round)}
          </Fact>
        )}
        <Fact name={row.attempt === undefined ? 'State' : 'Next try'} isWide={!isOver(row)}>
          {row.attempt === undefined ? row.state : <NextTry {...props} />}
        </Fact>
        <Ages {...props} />
        <Fact name="Worker" isWide={row.origin === 'stored' || row.owner !== undefined}>
          <Worker {...props} />
        </Fact>
        <Fact name="Source" isWide>
          {source?.title ?? detail.stored?.store ?? row.source}
          {source?.connected === false && row.origin === 'live' && ', not connected'}
        </Fact>
        {row.attempt !== undefined && row.state !== '' && <Fact name="State">{row.state}</Fact>}
        <Fact name="Machine">{row.kind}</Fact>
        {crashes > 0 && <Fact name="Crashes">{crashes}</Fact>}
        <Relatives
          row={row}
          parentName={begin?.type === 'session' ? begin.parentName : undefined}
          keys={detail.children}
          nameOf={nameOf}
          onOpen={onOpen}
        />
      </dl>
      <Actions {...props} />
    </header>
  )
}

/** ` of 5, round 2` */
const attemptScope = (limit: number | undefined, round: number): string =>
  `${limit === undefined ? '' : ` of ${limit}`}${round > 1 ? `, round ${round}` : ''}`

function NextTry({ detail: { row }, now }: HeadProps): VNode {
  const time = useNow(now)
  const { at, text } = nextTry(row, time)
  return (
    <span class="session-next">
      {at !== undefined && <Instant at={at} now={time} />} <b>{text}</b>
    </span>
  )
}

/** What was asked of it and is not done yet, and who does it. */
function Asked({ detail, now }: HeadProps): VNode | null {
  const line = requestLine(detail, useNow(now))
  return line === undefined ? null : <p class="session-asked">{line}</p>
}

/** How old it is while it goes on; of one that does not any more, since when, and how long it took. */
function Ages({ detail: { row }, now }: HeadProps): VNode {
  const time = useNow(now)
  return (
    <>
      {agesOf(row, time).map(({ name, at, text }) => (
        <Fact key={name} name={name} isWide={at !== undefined}>
          {at !== undefined && <Instant at={at} now={time} />}
          {text}
        </Fact>
      ))}
    </>
  )
}

function Worker({ detail, now }: HeadProps): VNode {
  const { row } = detail
  const fallback = { text: row.origin === 'live' ? 'its own program' : 'none' }
  const { text, lease }: ShownWorker = describeWorker(detail, useNow(now)) ?? fallback
  return <span title={lease}>{text}</span>
}

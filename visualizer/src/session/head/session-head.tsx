import type { VNode } from 'preact'

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
import type { Export } from './export-menu.tsx'
import { headlineError } from './headline-error.ts'
import { nextTry } from './next-try.ts'
import { Relatives } from './relatives.tsx'

type HeadProps = Omit<SessionViewProps, 'moment' | 'onMoment'> & { readonly exports: readonly Export[] }

/** What a person on call wants to know first: what failed, how often, when it is tried next, who runs it. */
export function SessionHead(props: HeadProps): VNode {
  const { detail, source, nameOf = () => undefined, onOpen, onClose } = props
  const { row } = detail
  const error = headlineError(detail)
  const { round = 1, crashes = 0 } = detail.stored?.record ?? {}
  const [begin] = detail.messages
  return (
    <header class="session-head">
      <div class="session-title">
        <StatusMark status={row.status} />
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
      <p class="session-error" data-none={error === undefined} title={error}>
        {error ?? `Nothing has failed${round > 1 ? ' in this round' : ''}`}
      </p>
      <dl class="session-facts">
        {row.attempt !== undefined && (
          <Fact name="Attempt">
            <b>{row.attempt}</b>
            {row.limit !== undefined && ` of ${row.limit}`}
            {round > 1 && `, round ${round}`}
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

function NextTry({ detail: { row }, now }: HeadProps): VNode {
  const time = useNow(now)
  const { at, text } = nextTry(row, time)
  return (
    <span class="session-next">
      {at !== undefined && <Instant at={at} now={time} />} <b>{text}</b>
    </span>
  )
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
  const time = useNow(now)
  return <>{describeWorker(detail, time) ?? (row.origin === 'live' ? 'its own program' : 'none')}</>
}

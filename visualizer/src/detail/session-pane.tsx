import type { RefObject } from 'preact'
import {
  useCallback,
  useEffect,
  useErrorBoundary,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'preact/hooks'

import { isTyping } from '../list/is-typing.ts'
import { Icon } from '../looks/icon.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { goneDetail } from './gone-detail.ts'
import type { FollowedSession } from './session-follower.ts'
import { messageOf } from '../words/message-of.ts'

type SessionViewModule = typeof import('../session/session-view.tsx')

/** The session that is open, beside the list or in its place. */
export function SessionPane() {
  const page = usePage()
  const session = useCell(page.followed)
  const [module, setModule] = useState<SessionViewModule | Error>()
  const pane = useRef<HTMLElement>(null)
  const close = () => page.go({ session: undefined, moment: undefined })

  // The chart and what draws it are not part of the first view.
  useEffect(() => {
    import('../session/session-view.tsx').then(setModule, setModule)
  }, [])
  useFocusOnPane(pane, session?.key)
  useEffect(() => {
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event)) return
      if (document.querySelector('dialog[open], :popover-open') === null) close()
    }
    window.addEventListener('keydown', closeByKey)
    return () => window.removeEventListener('keydown', closeByKey)
  })

  return (
    <section ref={pane} class="session-pane" aria-label="Session" tabIndex={-1}>
      <SessionOrWhyNot key={session?.key} session={session} module={module} close={close} />
    </section>
  )
}

/** A keyboard user is led to what was opened, and back to the list when it is closed. */
function useFocusOnPane(pane: RefObject<HTMLElement | null>, key: string | undefined): void {
  useLayoutEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.matches(':focus-visible'))
      pane.current?.focus({ preventScroll: true })
  }, [pane, key])
  useLayoutEffect(() => {
    const element = pane.current
    return () => {
      if (!element?.contains(document.activeElement)) return
      // The list may be hidden until the session is gone.
      queueMicrotask(() => document.querySelector<HTMLElement>('.grid-body > [tabindex="0"]')?.focus())
    }
  }, [pane])
}

interface SessionOrWhyNotProps {
  readonly session: FollowedSession | undefined
  readonly module: SessionViewModule | Error | undefined
  readonly close: () => void
}

function SessionOrWhyNot({ session, module, close }: SessionOrWhyNotProps) {
  const page = usePage()
  const { moment } = useCell(page.address)
  const { isReadOnly, sources } = useCell(page.server)
  const nameOf = useCallback((key: string) => page.list.row(key)?.name, [page])
  const [error] = useErrorBoundary()
  const isGone = session?.problem === 'unknown'
  const told = session?.detail
  const detail = useMemo(() => (isGone && told ? goneDetail(told) : told), [told, isGone])

  if (error !== undefined)
    return <WhyNot close={close}>{`This session cannot be shown: ${messageOf(error)}`}</WhyNot>
  if (module instanceof Error)
    return <WhyNot close={close}>The view of a session could not be loaded. Load the page again.</WhyNot>
  if (detail === undefined && session?.problem !== undefined)
    return <WhyNot close={close}>{whyOf(session.problem)}</WhyNot>
  if (module === undefined || session === undefined || detail === undefined) return <Loading />
  return (
    <>
      {isGone && <p class="session-gone">It is no longer among the sessions; this is what was last known.</p>}
      <module.SessionView
        sessionKey={session.key}
        detail={detail}
        source={sources.find(({ id }) => id === detail.row.source)}
        now={page.now}
        isReadOnly={isReadOnly}
        moment={moment}
        nameOf={nameOf}
        onMoment={(next) => page.amend({ moment: next })}
        onCommand={page.command}
        onOpen={(key) => page.go({ session: key, moment: undefined })}
        onClose={close}
      />
    </>
  )
}

function WhyNot({ children, close }: { children: string; close: () => void }) {
  return (
    <div class="why-not">
      <p>{children}</p>
      <button type="button" class="button" onClick={close}>
        <Icon name="close" />
        Close
      </button>
    </div>
  )
}

const Loading = () => (
  <div class="why-not" aria-busy="true">
    <p class="is-late">Reading the session …</p>
  </div>
)

const whyOf = (problem: 'unknown' | Error) =>
  problem === 'unknown'
    ? 'This session is not known here. It shows when it comes back.'
    : `This session could not be read: ${problem.message}`

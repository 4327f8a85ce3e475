import './harness.css'

import type { SessionDetail } from 'holdfast/visualizer'
import { options, render } from 'preact'
import { useState } from 'preact/hooks'

import type { SessionViewProps } from '../../../../../../visualizer/src/session/session-view-props.ts'
import { SessionView } from '../../../../../../visualizer/src/session/session-view.tsx'
import type { RecordedDetail } from '../recorded-details.ts'

// As the page does.
options.debounceRendering = requestAnimationFrame

/** What a test asks of the page, and is told by it. */
export interface Harness {
  readonly calls: unknown[]
  show(detail: SessionDetail): void
  answer: SessionViewProps['onCommand']
}

const parameters = new URLSearchParams(location.search)
const name = parameters.get('detail') ?? 'failed'
const recorded: RecordedDetail = await (await fetch(`details/${name}.json`)).json()
const began = performance.now()
const now = () => recorded.now + (parameters.has('still') ? 0 : performance.now() - began)
const root = document.querySelector('#page') as HTMLElement

const harness: Harness = {
  calls: [],
  show: () => {},
  answer: async () => ({ done: 1, refused: [], refusals: 0 }),
}
Object.assign(globalThis, { harness })

function Page() {
  const [detail, setDetail] = useState(recorded.detail)
  const [moment, setMoment] = useState(parameters.get('moment') ?? undefined)
  harness.show = setDetail
  return (
    <SessionView
      sessionKey={detail.row.key}
      detail={detail}
      now={now}
      isReadOnly={parameters.has('readonly')}
      moment={moment}
      onMoment={(next) => {
        harness.calls.push(['moment', next])
        setMoment(next)
      }}
      onCommand={(command, key) => {
        harness.calls.push(['command', command, key])
        return harness.answer(command, key)
      }}
      nameOf={(key) => (key === 'program~8' ? 'the eighth' : undefined)}
      onOpen={(key) => harness.calls.push(['open', key])}
      onClose={() => harness.calls.push(['close'])}
    />
  )
}

render(<Page />, root)

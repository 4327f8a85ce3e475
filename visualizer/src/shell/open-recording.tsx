import { useRef } from 'preact/hooks'

import { Icon } from '../looks/icon.tsx'
import { usePage } from '../state/use-page.ts'
import { addRecordings } from './add-recordings.ts'

/** For those who cannot drop a file. */
export function OpenRecording() {
  const page = usePage()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="button open-recording"
        title="Open a recording (JSON lines); it can be dropped anywhere, too"
        onClick={() => input.current?.click()}
      >
        <Icon name="open" />
        <span class="button-label">Open recording</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".jsonl,.ndjson,.json,.1,.2,.3,.4,.5"
        onChange={({ currentTarget }) => {
          void addRecordings(page, [...(currentTarget.files ?? [])])
          // The same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}

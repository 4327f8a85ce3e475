import { useEffect, useState } from 'preact/hooks'

import { usePage } from '../state/use-page.ts'
import { addRecordings } from './add-recordings.ts'

/** Takes files that are dropped anywhere on the page. */
export function DropZone() {
  const page = usePage()
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const aborter = new AbortController()
    const { signal } = aborter
    const on = (type: 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
      window.addEventListener(type, listener, { signal })
    on('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(true)
    })
    on('dragleave', ({ relatedTarget }) => {
      // It has left the window.
      if (relatedTarget === null) setIsOver(false)
    })
    on('drop', (event) => {
      const files = [...(event.dataTransfer?.files ?? [])]
      setIsOver(false)
      if (files.length === 0) return
      event.preventDefault()
      void addRecordings(page, files)
    })
    return () => aborter.abort()
  }, [page])
  return isOver ? <div class="drop-zone">Drop the recording to see its sessions</div> : null
}

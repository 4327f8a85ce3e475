import type { Page } from '../page.ts'
import { messageOf } from '../words/message-of.ts'

/** Shows the sessions of recorded files, and says what became of each. */
export async function addRecordings({ api, notices, go }: Page, files: readonly File[]): Promise<void> {
  for (const file of files) {
    try {
      // One after the other: each may be large.
      // oxlint-disable-next-line no-await-in-loop
      const { title, remark } = await api.addRecording(file.name, file)
      notices.add({
        text: remark === undefined ? `Opened ${title}.` : `Opened ${title}: ${remark}`,
        action: { label: 'Show recorded', run: () => go({ filters: { origin: ['recorded'] } }) },
      })
    } catch (error) {
      notices.add({ text: `${file.name} could not be opened: ${messageOf(error)}`, tone: 'problem' })
    }
  }
}

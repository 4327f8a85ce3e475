import type { Command, SessionRow } from 'holdfast/visualizer'

import type { Page } from '../page.ts'
import { describeReport } from '../words/describe-report.ts'
import { messageOf } from '../words/message-of.ts'

/** Whether a command means anything to the session now. */
export const canBe = (command: Command, { can }: SessionRow): boolean =>
  command === 'cancel' ? can.includes('cancel') : can.includes('wake') || can.includes('round')

/** Retries one session at once, and says what came of it; asks before it cancels one. */
export async function commandRow(
  { api, asked, notices }: Page,
  command: Command,
  row: SessionRow,
): Promise<void> {
  const request = { command, keys: [row.key] }
  if (command === 'cancel') return asked.set(request)
  try {
    const report = await api.command(request)
    const [refusal] = report.refused
    if (refusal === undefined) return notices.add({ text: describeReport(command, report) })
    return notices.add({ text: `${row.name} ${refusal.reason}`, tone: 'problem' })
  } catch (error) {
    return notices.add({ text: `${row.name} could not be retried: ${messageOf(error)}`, tone: 'problem' })
  }
}

import type { SessionRecord } from 'holdfast'
import { type Answer, expectedAnswer, type Script } from '../script.ts'
import type { WorldLine } from '../world-log.ts'
import type { Report } from './violation.ts'

/** Looks whether a session ended as it had to, said the same to all who asked, and is kept. */
export function checkAnswers(
  script: Script,
  lines: readonly WorldLine[],
  record: SessionRecord | undefined,
  report: Report,
): void {
  const expected = show(expectedAnswer(script))
  const answers = lines.filter((line) => line.type === 'answer').map(show)
  const wrong = answers.filter((answer) => answer !== expected)
  if (answers.length === 0)
    report('unfinished', `it is ${record?.status ?? 'nowhere'}, and nobody had an answer`)
  for (const answer of wrong) report('lost', `an answer was ${answer}, and not ${expected}`)
  if (answers.length > 0 && record?.status !== expectedAnswer(script).status)
    report('lost', `it was answered, and the store says ${record?.status ?? 'nothing'}`)
}

const show = ({ status, value }: Answer) => `${status}: ${value}`

import { rm } from 'node:fs/promises'
import { buildWorker } from './build-worker.ts'
import { planRound } from './plan-round.ts'
import { playRound, type RoundReport } from './play-round.ts'

/**
 * Plays rounds, two at a time.
 *
 * @param firstSeed - of the first round; each other one has the next number
 * @param onRound - told of each when it is over
 */
export async function runRounds(
  rounds: number,
  firstSeed: number,
  onRound: (report: RoundReport) => void = () => {},
): Promise<RoundReport[]> {
  const program = await buildWorker()
  const reports: RoundReport[] = []
  let next = firstSeed
  const play = async () => {
    while (next < firstSeed + rounds) {
      const report = await playRound(program, planRound(next++))
      reports.push(report)
      onRound(report)
    }
  }
  try {
    await Promise.all([play(), play()])
    return reports
  } finally {
    await rm(program)
  }
}

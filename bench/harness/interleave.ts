/**
 * Measures every subject once in each round, and turns the order round from one to the next: when the machine slows
 * down or warms up, all feel it alike.
 *
 * @returns The results of a subject, by round.
 */
export async function interleave<Subject, Result>(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject) => Promise<Result>,
): Promise<(subject: Subject) => readonly Result[]> {
  const results = new Map<Subject, Result[]>(subjects.map((subject) => [subject, []]))
  const resultsOf = (subject: Subject) => {
    const found = results.get(subject)
    if (found === undefined) throw new Error(`Nothing was measured for ${String(subject)}.`)
    return found
  }
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? subjects : subjects.toReversed()
    // One after another: two measurements at once would disturb each other.
    // oxlint-disable-next-line no-await-in-loop
    for (const subject of order) resultsOf(subject).push(await measure(subject))
  }
  return resultsOf
}

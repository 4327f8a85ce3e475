/** A `sleep` that takes no time, and what it was asked for. */
export function recordSleeps() {
  const slept: number[] = []
  const sleep = async (ms: number) => void slept.push(ms)
  return { slept, sleep }
}

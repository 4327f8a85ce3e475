/** A time in a message, to three digits: `12.3 ms`, `2.5 s`. */
export function showTime(ms: number): string {
  return ms < 1000 ? `${round(ms)} ms` : `${round(ms / 1000)} s`
}

const round = (time: number) => Number(time.toPrecision(3))

/** Milliseconds as seconds with one digit: `1.5 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** 1234 ns as "1.23 µs": three digits, whatever the size. */
export const microseconds = (nanoseconds: number): string => `${digits(nanoseconds / 1000)} µs`

export const milliseconds = (ms: number): string => `${digits(ms)} ms`

export const bytes = (count: number): string => `${Math.round(count).toLocaleString('en')} B`

export const ratio = (value: number): string => `${value.toFixed(2)} ×`

export const count = (value: number): string => value.toLocaleString('en')

const digits = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3))

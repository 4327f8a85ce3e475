export { currentAttempt } from './runtimes/current-attempt.ts'
export type { AttemptInfo } from './machine/attempt-info.ts'

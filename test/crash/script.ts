/** What one session does: its function fails so many times, and would then succeed. */
export interface Script {
  readonly id: string
  readonly failures: number
  /** After so many attempts it gives up. */
  readonly limit: number
  /** How long an attempt takes; milliseconds. */
  readonly attemptTime: number
  /** The sleep after each failure, one for each; milliseconds. */
  readonly sleeps: readonly number[]
  readonly hasHooks: boolean
}

/** What a session comes to. */
export interface Answer {
  readonly status: 'done' | 'failed'
  readonly value: string
}

/** What a session must come to, whatever happens to its processes. */
export const expectedAnswer = (script: Script): Answer =>
  script.failures < script.limit
    ? { status: 'done', value: valueOf(script, script.failures + 1) }
    : { status: 'failed', value: messageOf(script, script.limit) }

export const expectedAttempts = ({ failures, limit }: Script): number => Math.min(failures + 1, limit)

export const valueOf = ({ id }: Script, attempt: number): string => `${id} is done by attempt ${attempt}`

export const messageOf = ({ id }: Script, attempt: number): string => `${id} fails in attempt ${attempt}`

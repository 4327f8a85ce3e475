// A user's file, compiled against the declarations in the tarball.
import {
  AsyncRetrying,
  createRetryMachine,
  retry,
  RetryError,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
  waitExponential,
} from 'holdfast'
import { retry as retryAlone, retryIfExceptionType } from 'holdfast/retry'

const policy = {
  stop: stopAfterAttempt(3),
  wait: waitExponential({ multiplier: '200ms', max: '10s' }),
  retry: retryIfExceptionType(TypeError),
}

const getName = retry(policy)(async (id: number) => `user ${id}`)

export const name: Promise<string> = getName(7)
export const alone: Promise<number> = retryAlone(() => 7)()

// @ts-expect-error the parameter is a number
export const wrong = getName('7')

export class Api {
  @retry(policy)
  async get(path: string): Promise<string> {
    return path
  }
}

export async function runs(): Promise<string> {
  const machine = createRetryMachine(policy)
  const first: string = await runWithRetry(machine, async ({ attemptNumber }) => `attempt ${attemptNumber}`)
  const session = startRetry(machine, async () => first)
  return session.result
}

export async function iterates(): Promise<void> {
  for await (const attempt of new AsyncRetrying(policy)) {
    await attempt.run(async () => undefined)
  }
}

export const lastMessage = (error: unknown): string =>
  error instanceof RetryError && error.cause instanceof Error ? error.cause.message : ''

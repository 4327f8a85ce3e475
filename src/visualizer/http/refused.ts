import { reasonOf } from '../table/reason-of.ts'

/** Why a request is not answered: an HTTP status, and a sentence for a person. */
export class Refused extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason)
    this.status = status
    this.headers = headers
  }
}

/** Whatever was thrown while a request was answered. */
export const toRefused = (thrown: unknown): Refused =>
  thrown instanceof Refused ? thrown : new Refused(500, reasonOf(thrown))

/** Runs what may throw because of what it was given. */
export async function refuseWhatThrows<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw new Refused(400, reasonOf(error))
  }
}

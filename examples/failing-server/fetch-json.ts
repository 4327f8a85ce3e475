import { HttpError } from './http-error.ts'

/** Fetches a URL once and reads its JSON; throws an `HttpError` for every answer that is not a success. */
export async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal })
  if (response.ok) return response.json()
  // An unread body would hold its connection.
  await response.body?.cancel()
  throw new HttpError(response)
}

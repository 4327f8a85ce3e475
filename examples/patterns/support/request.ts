import { HttpError } from '../../failing-server/http-error.ts'

/** `fetch`, but every answer that is not a success is an `HttpError`. */
export async function request(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (response.ok) return response
  // An unread body would hold its connection.
  await response.body?.cancel()
  throw new HttpError(response)
}

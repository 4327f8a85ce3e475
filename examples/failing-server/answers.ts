import { type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from 'node:http'

/** One way to answer a request, well or badly. */
export type Answer = (response: ServerResponse) => void

/** A good answer. */
export const json =
  (body: object): Answer =>
  (response) =>
    send(response, 200, { 'content-type': 'application/json' }, JSON.stringify(body))

/** A refusal: 404, 429 with its Retry-After, 500, 503. */
export const status =
  (code: number, headers: OutgoingHttpHeaders = {}): Answer =>
  (response) =>
    send(response, code, headers, STATUS_CODES[code])

/** The connection is reset before a byte is sent: the client sees ECONNRESET. */
export const reset: Answer = (response) => void response.socket?.resetAndDestroy()

/** Longer than any client here is willing to wait. */
const FAR_TOO_LONG = 20_000

/** The answer is right and far too late. */
export const late: Answer = (response) => {
  const timer = setTimeout(() => json({ answer: 'too late' })(response), FAR_TOO_LONG)
  response.on('close', () => clearTimeout(timer))
}

/** The headers promise 4096 bytes; half of them come before the connection ends. */
export const halfABody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 4096 })
  response.write(' '.repeat(2048), () => response.destroy())
}

const send = (response: ServerResponse, code: number, headers: OutgoingHttpHeaders, body = '') =>
  void response.writeHead(code, headers).end(body)

import type { Outcome } from '../../outcome.ts'
import { readHeader } from './read-header.ts'

/** How long the server wants to be left alone, in milliseconds; undefined where it does not say, or nothing sensible. */
export function retryAfterOf(outcome: Outcome | undefined, now: number): number | undefined {
  if (outcome === undefined) return undefined
  const source = outcome.failed ? outcome.error : outcome.value
  const header = (name: string) => readHeader(source, name)
  return (
    readNumber(header('retry-after-ms'), 1) ??
    readNumber(header('retry-after'), SECOND) ??
    readDate(header('retry-after'), now) ??
    readReset(header('ratelimit-reset'), header('ratelimit-remaining'), now)
  )
}

const SECOND = 1000

function readNumber(text: string, unit: number): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * unit : undefined
}

/** The three forms of an HTTP date (RFC 9110, 5.6.7); all are UTC, though the third, of C's asctime, does not say so. */
const HTTP_DATE =
  /^(\w{3}, \d{2} \w{3} \d{4}|\w{6,9}, \d{2}-\w{3}-\d{2}) [\d:]{8} GMT$|^\w{3} \w{3} [ \d]\d [\d:]{8} \d{4}$/

function readDate(text: string, now: number): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined
  // oxlint-disable-next-line no-restricted-globals -- reads a text, no clock
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) - now
  return ms >= 0 ? ms : undefined
}

/** Later than any sensible number of seconds, and earlier than any moment of this use, counted from 1970. */
const EPOCH_SECONDS = 1e9

/** A server that still grants requests tells when the next quota comes, and does not ask for a pause. */
function readReset(text: string, remaining: string, now: number): number | undefined {
  const ms = Number(remaining) > 0 ? undefined : readNumber(text, SECOND)
  if (ms === undefined || ms < EPOCH_SECONDS * SECOND) return ms
  return ms >= now ? ms - now : undefined
}

import { invalidType } from '../../errors/invalid.ts'
import { redactText } from '../redact/redact-text.ts'

/** Where a visualizer is, for programs. */
export interface VisualizerAddress {
  /** Of its WebSocket. */
  readonly url: string
  readonly token: string
  /** For messages: without the token. */
  readonly origin: string
}

/**
 * Reads the address that a visualizer prints: `http://127.0.0.1:4400/#token=…`.
 *
 * @throws TypeError when it is none
 */
export function readVisualizerUrl(url: unknown): VisualizerAddress {
  const text = String(url)
  const { origin, hash } = new URL(URL.canParse(text) ? text : 'about:blank')
  const token = new URLSearchParams(hash.slice(1)).get('token')
  if (!/^https?:/.test(origin) || token === null)
    throw invalidType('url', 'the address that the visualizer printed, http://…/#token=…', redactText(text))
  return { url: `${origin.replace(/^http/, 'ws')}/program`, token, origin }
}

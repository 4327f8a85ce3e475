import type { IncomingMessage } from 'node:http'

import { Refused } from './refused.ts'

/** @param most - how many bytes it may have */
export async function readBody(request: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // Without an encoding set, a request gives buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
  }
  // Not before all has come: who is still sending would not read the answer.
  if (size > most) throw new Refused(413, `that is too long: there may be ${inWords(most)} at most`)
  return Buffer.concat(chunks).toString()
}

export async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  const text = await readBody(request, most)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'that is no JSON')
  }
}

const KB = 1000
export const MB = 1000 * KB

const inWords = (bytes: number): string => (bytes < MB ? `${bytes / KB} KB` : `${bytes / MB} MB`)

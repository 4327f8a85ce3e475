import { SnapshotError } from '../../errors/snapshot-error.ts'
import { damaged } from './damaged.ts'
import type { Codec } from './json.ts'

/** @throws SnapshotError when the codec cannot write it */
export function encode(codec: Codec, value: unknown, path: string): string {
  let text: unknown
  try {
    text = codec.stringify(value)
  } catch (error) {
    throw cannotWrite(path, { cause: error })
  }
  if (typeof text !== 'string') throw cannotWrite(path)
  return text
}

/** @throws SnapshotError when there is no codec, or it cannot read the text */
export function decode(codec: Codec | undefined, text: unknown, path: string): unknown {
  if (typeof text !== 'string') throw damaged(path, 'the text of a codec', text)
  if (codec === undefined) {
    throw new SnapshotError(
      'HOLDFAST_SNAPSHOT_VALUE',
      `${path} was written by a codec: give the option codec that it was written with`,
    )
  }
  try {
    return codec.parse(text)
  } catch (error) {
    throw new SnapshotError('HOLDFAST_SNAPSHOT_DAMAGED', `the codec cannot read ${path}`, { cause: error })
  }
}

const cannotWrite = (path: string, options?: ErrorOptions) =>
  new SnapshotError('HOLDFAST_SNAPSHOT_VALUE', `the codec cannot write ${path} as a string`, options)

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Texts encrypted with AES-256-GCM, as `docs` would have a user do it. */
export function aesCodec(key = randomBytes(32)) {
  return {
    encode(text: string): string {
      const iv = randomBytes(IV_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
    },
    decode(text: string): string {
      const bytes = Buffer.from(text, 'base64')
      const [iv, tag] = [bytes.subarray(0, IV_LENGTH), bytes.subarray(IV_LENGTH, HEAD_LENGTH)]
      const decipher = createDecipheriv('aes-256-gcm', key, iv).setAuthTag(tag)
      return Buffer.concat([decipher.update(bytes.subarray(HEAD_LENGTH)), decipher.final()]).toString('utf8')
    },
  }
}

const IV_LENGTH = 12

/** The tag has 16 bytes. */
const HEAD_LENGTH = IV_LENGTH + 16

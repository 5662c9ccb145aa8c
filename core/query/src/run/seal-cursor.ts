import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { queryErrors } from '../errors.ts'

/** Makes cursors that only this installation can read, and only for the question they were made for. */
export interface CursorSeal {
  readonly seal: (place: readonly string[], question: unknown) => string
  /** Refuses with `cursor_invalid` what was changed or made for another question. */
  readonly open: (cursor: string, question: unknown) => readonly string[]
}

const about = (question: unknown) => createHash('sha256').update(JSON.stringify(question)).digest()

/** A row's key may be personal, so a cursor is encrypted, not only signed. */
export function cursorSeal(secret: string): CursorSeal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'tessera rows cursor', 32))
  return {
    seal: (place, question) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about(question))
      const text = Buffer.concat([cipher.update(JSON.stringify(place), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
    },
    open: (cursor, question) => {
      const bytes = Buffer.from(cursor, 'base64url')
      try {
        const tag = bytes.subarray(12, 28)
        const plain = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        plain.setAAD(about(question)).setAuthTag(tag)
        const text = Buffer.concat([plain.update(bytes.subarray(28)), plain.final()]).toString('utf8')
        // why: what decrypts was sealed here, so its form is known
        return JSON.parse(text) as string[]
      } catch {
        throw queryErrors('cursor_invalid', {})
      }
    },
  }
}

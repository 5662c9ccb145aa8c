import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SealingKey } from './keyring.ts'

/** Where a secret belongs: it opens nowhere else. */
export interface SecretPlace {
  readonly tenantId: string
  readonly plugin: string
  readonly name: string
}

const nonceBytes = 12
const tagBytes = 16

const bound = ({ tenantId, plugin, name }: SecretPlace) =>
  Buffer.from(JSON.stringify(['tessera secret', tenantId.toLowerCase(), plugin, name]))

/** Seals a text for its place with AES-256-GCM: nonce, tag and what only the key reads. */
export function seal({ key }: SealingKey, text: string, place: SecretPlace): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Opens what `seal` made; null where it was changed, sealed with another key or for another place. */
export function unseal({ key }: SealingKey, sealed: Buffer, place: SecretPlace): string | null {
  if (sealed.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(bound(place))
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return decipher.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

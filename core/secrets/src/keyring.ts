import { hkdfSync, type KeyObject, createSecretKey } from 'node:crypto'

/** A key that seals secrets. Its id says which it is, and nothing about it. */
export interface SealingKey {
  readonly id: string
  readonly key: KeyObject
}

/** The key that seals, and all that open. */
export interface Keyring {
  readonly current: SealingKey
  readonly byId: (id: string) => SealingKey | null
}

const derive = (secret: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `tessera: ${purpose}`, bytes))

function keyOf(secret: string): SealingKey {
  return {
    id: derive(secret, 'id of the key of secrets', 9).toString('base64url'),
    key: createSecretKey(derive(secret, 'key of secrets', 32)),
  }
}

/** Keys of an installation: made of its secret, and of those it had before, which only open. */
export function keyring(secret: string, previous: readonly string[] = []): Keyring {
  const current = keyOf(secret)
  const all = new Map([...previous.map(keyOf), current].map((each) => [each.id, each]))
  return { current, byId: (id) => all.get(id) ?? null }
}

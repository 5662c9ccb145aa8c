import { createHmac, timingSafeEqual } from 'node:crypto'

/** A signature, and what it should be one of. */
export interface HmacClaim {
  readonly secret: string | Uint8Array
  /** What was signed: the raw body, or what the sender puts around it. */
  readonly signed: string | Uint8Array
  /** As it was sent, without prefixes such as `sha256=`. */
  readonly signature: string | undefined
  /** `sha256` when left out. */
  readonly algorithm?: 'sha1' | 'sha256' | 'sha512'
  /** How the signature is written; `hex` when left out. */
  readonly encoding?: 'hex' | 'base64' | 'base64url'
}

/** Whether a signature was made with the secret. It takes the same time wherever the two differ. */
export function hmacMatches({ secret, signed, signature, algorithm = 'sha256', encoding = 'hex' }: HmacClaim): boolean {
  const made = createHmac(algorithm, secret).update(signed).digest()
  const given = Buffer.from(signature ?? '', encoding)
  return given.length === made.length && timingSafeEqual(given, made)
}

import { createHmac, timingSafeEqual } from 'node:crypto'

const secret = 'a secret of the floor server alone'
const sign = (tenantId: string) => createHmac('sha256', secret).update(tenantId).digest('base64url')

/** A token that carries its tenant, signed as a JWT with HS256 would be. */
export const tokenOf = (tenantId: string): string => `${tenantId}.${sign(tenantId)}`

/** The tenant of a token; throws when the signature is not ours. */
export function tenantOf(authorization: string | undefined): string {
  const [tenantId = '', signature = ''] = (authorization ?? '').replace(/^Bearer /, '').split('.')
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(tenantId))]
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new Error('the token is not signed by this server')
  return tenantId
}

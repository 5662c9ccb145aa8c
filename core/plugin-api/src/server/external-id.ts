import { v5 } from 'uuid'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const namespace = '5f3c9d1e-7a44-5b0e-9c55-2f1d6f0b7e31'

/**
 * UUID under which an id of another system is kept. A UUID stays itself, in lower case; any other text always gives the
 * same UUID (version 5) within its kind, so that `user 42` is one user in every event.
 */
export function externalId(kind: 'event' | 'user' | 'account' | 'session' | (string & {}), id: string): string {
  return uuid.test(id) ? id.toLowerCase() : v5(`${kind}:${id}`, namespace)
}

/** Whether an id is kept as it is. */
export function isUuid(id: string): boolean {
  return uuid.test(id)
}

import { v5 } from 'uuid'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const namespace = '5f3c9d1e-7a44-5b0e-9c55-2f1d6f0b7e31'

/** The last ones: few accounts and users come again and again, and a digest takes its time. */
const made = new Map<string, string>()
const mostMade = 10_000
const longest = 300

function madeOf(name: string): string {
  const known = made.get(name)
  if (known !== undefined) return known
  const id = v5(name, namespace)
  if (name.length > longest) return id
  if (made.size >= mostMade) made.clear()
  made.set(name, id)
  return id
}

/**
 * UUID under which an id of another system is kept. A UUID stays itself, in lower case; any other text always gives the
 * same UUID (version 5) within its kind, so that `user 42` is one user in every event.
 */
export function externalId(kind: 'event' | 'user' | 'account' | 'session' | (string & {}), id: string): string {
  return uuid.test(id) ? id.toLowerCase() : madeOf(`${kind}:${id}`)
}

/** Whether an id is kept as it is. */
export function isUuid(id: string): boolean {
  return uuid.test(id)
}

import { externalId, type EventType } from '@tessera/plugin-api/server'
import { eventSchema, type EventInput, type IngestResult } from '@tessera/plugin-api/wire'

type Rejection = Omit<IngestResult['rejected'][number], 'index'>
type Issues = readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]

function reasonOf([issue]: Issues, at: string): string {
  const path = [at, ...(issue?.path ?? [])].filter((part) => part !== '').join('.')
  return `${path || 'event'}: ${issue?.message ?? ''}`
}

/** The event with its ids as UUIDs, as the events endpoint stores it; or why the endpoint would reject it. */
export function checkEvent(
  raw: unknown,
  types: ReadonlyMap<string, EventType>,
): { readonly event: EventInput } | { readonly rejection: Rejection } {
  const parsed = eventSchema.safeParse(raw)
  if (!parsed.success) return { rejection: { code: 'invalid_event', reason: reasonOf(parsed.error.issues, '') } }
  const { id, userId, accountId, sessionId, ...rest } = parsed.data
  const event = {
    ...rest,
    id: externalId('event', id),
    userId: userId ? externalId('user', userId) : null,
    accountId: accountId ? externalId('account', accountId) : null,
    sessionId: sessionId ? externalId('session', sessionId) : null,
  }
  const type = types.get(event.event)
  if (type?.needsUser && !event.userId) {
    return { rejection: { code: 'user_required', reason: `userId: '${event.event}' needs the user it belongs to` } }
  }
  const properties = type?.properties.safeParse(event.properties ?? {})
  if (properties && !properties.success) {
    return { rejection: { code: 'invalid_properties', reason: reasonOf(properties.error.issues, 'properties') } }
  }
  return { event }
}

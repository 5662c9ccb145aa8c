import { externalId, isUuid, isWrittenNumber, withNumbersAsText, type EventType } from '@tessera/plugin-api/server'
import { eventSchema, type EventInput, type IngestResult } from '@tessera/plugin-api/wire'
import type { z } from 'zod'
import { beyondBounds, holdsHuge, unstorable } from './storable.ts'

type Rejection = Omit<IngestResult['rejected'][number], 'index'>

const earliest = Date.UTC(2000, 0, 1)
const ahead = 24 * 60 * 60 * 1000
// PostgreSQL refuses offsets that no place on earth has
const strangeOffset = /[+-](1[5-9]|2\d):\d\d$/

function firstIssue(error: z.ZodError, at: string): string {
  const issue = error.issues[0]
  const path = [at, ...(issue?.path ?? [])].filter((part) => part !== '').join('.')
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : ''
  const message = issue?.message ?? 'not valid'
  return `${path === '' ? 'the event' : path.slice(0, 300)}: ${message.slice(0, 300)}${more}`
}

/** Why a number was given to the schema as text, where that is what it refuses. */
function inexactAt(properties: unknown, error: z.ZodError): string {
  let at = properties
  for (const key of error.issues[0]?.path ?? []) at = Object(at)[key] as unknown
  return isWrittenNumber(at) ? '; a number cannot hold this one exactly, so it counts as text' : ''
}

/** An event as it is stored: all ids are UUIDs, those that were other text stand in `sourceIds`. */
export type CheckedEvent = EventInput & {
  readonly sourceIds: Readonly<Record<string, string>> | null
  /** The properties as they were written, where they hold numbers that `properties` have as text. */
  readonly written?: unknown
}

const ids = [
  ['id', 'event'],
  ['userId', 'user'],
  ['accountId', 'account'],
  ['sessionId', 'session'],
] as const

function withUuids(event: EventInput, given: unknown): CheckedEvent {
  const properties = withNumbersAsText(given) as EventInput['properties']
  const checked: EventInput & { sourceIds: Record<string, string> | null } = {
    ...event,
    ...(properties === given ? {} : { properties, written: given }),
    sourceIds: null,
  }
  for (const [field, kind] of ids) {
    const value = event[field]
    if (!value) continue
    checked[field] = externalId(kind, value)
    if (!isUuid(value)) (checked.sourceIds ??= {})[field] = value
  }
  return checked
}

/** The event with ids that are long whole numbers as their digits. */
function withWholeIds(raw: unknown): unknown {
  const event = Object(raw) as Readonly<Record<string, unknown>>
  const long = ids.flatMap(([field]) => {
    const value = event[field]
    return isWrittenNumber(value) && /^-?\d+$/.test(value.rawJSON) ? [[field, value.rawJSON] as const] : []
  })
  return long.length === 0 ? raw : { ...event, ...Object.fromEntries(long) }
}

const mostFields = 50

/** Why an event is not even looked at: reading it would take longer than all others of its batch. */
function tooMuch(raw: unknown): Rejection | null {
  if (typeof raw !== 'object' || raw === null) return null
  if (Object.keys(raw).length > mostFields) {
    return {
      code: 'invalid_event',
      reason: `the event: more than ${mostFields} fields; what is your own belongs into properties`,
    }
  }
  const reason = 'properties' in raw ? beyondBounds(raw.properties) : null
  return reason === null ? null : { code: 'invalid_properties', reason: `properties: ${reason}` }
}

/** The event, its ids as UUIDs; or why it is rejected: `invalid_event`, `timestamp_out_of_range`, `user_required`, `invalid_properties`. */
export function checkEvent(
  raw: unknown,
  types: ReadonlyMap<string, EventType>,
  now: number,
): { readonly event: CheckedEvent } | { readonly rejection: Rejection } {
  const beyond = tooMuch(raw)
  if (beyond) return { rejection: beyond }
  const parsed = eventSchema.safeParse(withWholeIds(raw))
  if (!parsed.success) return { rejection: { code: 'invalid_event', reason: firstIssue(parsed.error, '') } }
  const given = (raw as EventInput).properties
  const event = withUuids(parsed.data, given)
  const at = Date.parse(event.timestamp)
  if (Number.isNaN(at) || strangeOffset.test(event.timestamp) || at < earliest || at > now + ahead) {
    const reason = `timestamp: ${event.timestamp} is before 2000, more than 24 hours ahead or in no time zone there is; check the sender's clock`
    return { rejection: { code: 'timestamp_out_of_range', reason } }
  }
  const broken = unstorable(given)
  if (broken) return { rejection: { code: 'invalid_properties', reason: `properties: ${broken}` } }
  const type = types.get(event.event)
  if (!type) return { event }
  if (type.needsUser && !event.userId) {
    return { rejection: { code: 'user_required', reason: `userId: '${event.event}' needs the user it belongs to` } }
  }
  if (holdsHuge(event.properties)) {
    const reason = 'properties: a number lies beyond ±1e100, with which nothing can be computed; correct it'
    return { rejection: { code: 'invalid_properties', reason } }
  }
  const properties = type.properties.safeParse(event.properties ?? {})
  if (!properties.success) {
    const reason = firstIssue(properties.error, 'properties')
    return { rejection: { code: 'invalid_properties', reason: reason + inexactAt(given, properties.error) } }
  }
  return { event }
}

import type { EventInput } from '@tessera/plugin-api/wire'
import type { Calendar } from './calendar.ts'
import type { Random } from './random.ts'

/** Somebody who does things, and since when they may, in milliseconds since 1970. */
export interface Person {
  readonly userId: string
  readonly accountId: string | null
  readonly createdAt: number
}

/** A person's connection. Days as in the calendar. */
export interface Held {
  readonly person: Person
  readonly since: number
  /** Day of the disconnect, 0 while open. */
  until: number
  readonly cohort: 'base' | 'previous' | 'current'
  /** Authorized in one of the windows, and whether use followed. */
  authorized: 'no' | 'used' | 'unused'
}

/** Everything needed to lay events. */
export interface Scene {
  readonly random: Random
  readonly calendar: Calendar
  readonly events: EventInput[]
  readonly id: (atMs: number) => string
  /** Somebody of whom nothing was told yet, and who was there before the day began. */
  readonly newPerson: (day: number) => Person
}

/** Adds one event. */
export function tell(
  scene: Scene,
  person: Person,
  event: { readonly name: string; readonly at: number; readonly properties: Record<string, unknown> },
): void {
  scene.events.push({
    id: scene.id(event.at),
    event: event.name,
    timestamp: new Date(event.at).toISOString(),
    userId: person.userId,
    ...(person.accountId === null ? {} : { accountId: person.accountId }),
    properties: event.properties,
  })
}

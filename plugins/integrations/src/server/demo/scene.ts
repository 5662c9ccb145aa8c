import type { EventInput } from '@tessera/plugin-api/wire'
import type { Calendar } from './calendar.ts'
import type { Random } from './random.ts'

/** Somebody who does things. */
export interface Person {
  readonly userId: string
  readonly accountId: string
  readonly tier: string
  readonly role: string
  firstAt: number
  lastAt: number
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
  readonly newPerson: () => Person
}

/** Adds one event. */
export function tell(
  scene: Scene,
  person: Person,
  event: { readonly name: string; readonly at: number; readonly properties: Record<string, unknown> },
): void {
  person.firstAt = Math.min(person.firstAt, event.at)
  person.lastAt = Math.max(person.lastAt, event.at)
  scene.events.push({
    id: scene.id(event.at),
    event: event.name,
    timestamp: new Date(event.at).toISOString(),
    userId: person.userId,
    accountId: person.accountId,
    properties: event.properties,
  })
}

import type { StoredEvent } from '@tessera/plugin-api/server'
import type { Failed } from './project-around.ts'
import type { Projector } from './projector.ts'

/**
 * Parts stored events into those a plugin's types accept and those they do not: events that came while the plugin was not there were
 * stored as they were, and types change.
 */
export function checkStored(
  { types }: Projector,
  events: readonly StoredEvent[],
): { readonly right: readonly StoredEvent[]; readonly wrong: readonly Failed[] } {
  const right: StoredEvent[] = []
  const wrong: Failed[] = []
  for (const event of events) {
    const type = types.get(event.event)
    if (!type) continue
    const parsed = type.properties.safeParse(event.properties ?? {})
    const [issue] = parsed.error?.issues ?? []
    if (issue) {
      const path = ['properties', ...issue.path].join('.')
      wrong.push({ event, reason: `${path}: ${issue.message}`.slice(0, 1000) })
    } else if (type.needsUser && !event.userId) {
      wrong.push({ event, reason: `userId: '${event.event}' needs the user it belongs to` })
    } else right.push(event)
  }
  return { right, wrong }
}

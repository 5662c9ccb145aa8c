import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import type { World } from '../model/world.ts'

/** Every event has one plugin that knows it, and each one told in words has a title and an example that the plugin takes. */
export function checkEvents({ id, contract, server }: LoadedPlugin, world: World): void {
  const { project, projection, events: types = {} } = server ?? {}
  if (projection && !(project && Number.isInteger(projection.version) && projection.version > 0)) {
    throw registryErrors('projection_wrong', { version: String(projection.version) })
  }
  for (const event of Object.keys(types)) {
    const by = world.eventOwner(event, id)
    if (by) throw registryErrors('event_taken', { event, by })
  }
  for (const [event, { title, example }] of Object.entries(contract.events ?? {})) {
    const wrong = (reason: string) => registryErrors('event_wrong', { event, reason })
    if (typeof title !== 'string' || title.trim() === '') throw wrong('it has no title')
    const type = Object.hasOwn(types, event) ? types[event] : undefined
    if (!type) throw wrong('nobody knows its properties; add it under events of the server door')
    const parsed = type.properties.safeParse(example)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw wrong(`its example is refused: ${issue?.path.join('.') || 'properties'}: ${issue?.message}`)
    }
  }
}

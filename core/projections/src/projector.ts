import type { PluginSpec } from '@tessera/plugin-api'
import type { EventType, Projection, ServerDoor } from '@tessera/plugin-api/server'
import { projectionErrors } from './errors.ts'

/** A running plugin that turns events into rows of its own. */
export interface Projector {
  readonly plugin: string
  readonly contract: PluginSpec
  readonly types: ReadonlyMap<string, EventType>
  readonly project: NonNullable<ServerDoor['project']>
  /** How its rows are made anew; null for a projection of version 1 that cannot be. */
  readonly projection: Projection | null
  /** The plugin has projected events since before bookmarks were kept. */
  readonly isOlder: boolean
  /** Runs its code so that what it leaves behind is known to be the plugin's. */
  readonly runAs: <T>(run: () => T) => T
}

/** Version of a projector's rows. */
export function versionOf({ projection }: Projector): number {
  return projection?.version ?? 1
}

/** Names of the events it is given. */
export function typesOf({ types }: Projector): string[] {
  return [...types.keys()].toSorted()
}

/** The projector of a plugin. Refuses with `projection_unknown`. */
export function projectorNamed(projectors: readonly Projector[], plugin: string): Projector {
  const found = projectors.find((projector) => projector.plugin === plugin)
  if (!found) throw projectionErrors('projection_unknown', { plugin })
  return found
}

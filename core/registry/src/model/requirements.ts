import type { PluginSpec } from '@tessera/plugin-api'

/** Another plugin that a contract names in `requires`. */
export interface Requirement {
  readonly plugin: string
  /** Semver range. */
  readonly version: string
  /** The plugin works without it, and does without what rests on it. */
  readonly optional: boolean
}

/** What a contract requires, each in one form. */
export function requirementsOf({ requires = {} }: PluginSpec): readonly Requirement[] {
  return Object.entries(requires).map(([plugin, asked]) =>
    typeof asked === 'string'
      ? { plugin, version: asked, optional: false }
      : { plugin, version: String(Object(asked).version), optional: Object(asked).optional === true },
  )
}

/** Plugins without which a plugin does not run. */
export function neededBy(contract: PluginSpec): readonly string[] {
  return requirementsOf(contract).flatMap(({ plugin, optional }) => (optional ? [] : plugin))
}

/** Plugins a plugin makes use of where they are there. */
export function wishedBy(contract: PluginSpec): readonly string[] {
  return requirementsOf(contract).flatMap(({ plugin, optional }) => (optional ? plugin : []))
}

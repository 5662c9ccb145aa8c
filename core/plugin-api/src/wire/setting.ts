import type { FormField } from './form-field.ts'

/** A plugin's settings of one tenant. */
export interface PluginSettings {
  readonly plugin: string
  readonly fields: readonly FormField[]
  /** What counts now, defaults included. */
  readonly values: Readonly<Record<string, unknown>>
  /** Names of the values an admin set. */
  readonly own: readonly string[]
  /** Stored values the plugin no longer takes. */
  readonly stray: readonly string[]
  /** Secrets that are set, by name: when and by whom. The values stay on the server. */
  readonly secrets: Readonly<Record<string, SecretState>>
}

/** What is told of a secret. */
export interface SecretState {
  readonly setAt: string
  /** Null for a key or the command line. */
  readonly setBy: string | null
}

/** A change of settings, the latest first. */
export interface SettingsChange {
  readonly changedAt: string
  /** Null for a key or the command line. */
  readonly changedBy: string | null
  /** Values that were set by it; null where one was taken back to its default. Of a secret it says `set`. */
  readonly changed: Readonly<Record<string, unknown>>
}

declare module 'virtual:tessera-plugins' {
  import type { PluginEntry } from '@tessera/registry/web'
  /** Every plugin with a web door, by id. */
  export const plugins: readonly PluginEntry[]
}

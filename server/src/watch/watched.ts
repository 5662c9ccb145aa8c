/** Places in the memory that the main thread and the watchdog share. */
export const beatAt = 0
export const pluginAt = 1
export const heardAt = 2

/** What the main thread tells the watchdog at its birth. */
export interface WatchdogInput {
  readonly shared: SharedArrayBuffer
  readonly limitMs: number
  readonly dataDir: string
  /** What follows when a plugin could be interrupted, for the line that says so. */
  readonly next: string
}

/** A plugin as the watchdog knows it; what runs now is told by its place in the list, counted from 1. */
export interface WatchedPlugin {
  readonly id: string
  readonly dir: string
}

/** Who kept the main thread from its work. */
export interface Stuck {
  /** Null when it was nobody's code but our own. */
  readonly plugin: string | null
  /** Function, file and line, as far as known. */
  readonly where: string
  readonly seconds: number
}

/** How far a plugin has read the events, as the server says it. */
export interface Reading {
  readonly behind: number
  readonly aside: number
  readonly reason: string | null
}

/** A plugin, with what it has read of the events if it reads any. */
export interface Reader {
  readonly state: 'ready' | 'degraded' | 'failed'
  readonly projection: Reading | null
}

const events = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'event' : 'events'}`

/** A running plugin that has events to read: its progress changes by itself. */
export function isReading({ state, projection }: Reader): boolean {
  return state !== 'failed' && projection !== null && projection.behind > 0
}

/** What a plugin has still to read and what it could not process; empty when it has read everything. */
export function projectionWords({ state, projection }: Reader): readonly string[] {
  if (!projection) return []
  const { behind, aside, reason } = projection
  const words: string[] = []
  if (behind > 0) {
    words.push(
      state === 'failed'
        ? `${events(behind)} to read when it runs again`
        : `Reads stored events: ${events(behind)} to go`,
    )
  }
  if (aside > 0) words.push(`${events(aside)} set aside`)
  if (reason !== null) words.push(reason)
  return words
}

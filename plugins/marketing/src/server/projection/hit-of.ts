import type { StoredEvent } from '@tessera/plugin-api/server'

/** What one event tells of a visit, as a row of `web_hits`. */
export interface Hit {
  readonly session_id: string
  readonly event_id: string
  readonly at: string
  readonly visitor_id: string | null
  readonly channel: string | null
  readonly device_type: string | null
  /** The page that was opened; null where the event tells of none. */
  readonly page: string | null
  readonly engaged_seconds: number
  readonly is_key_event: boolean
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** What an event tells; null where it tells of no visit. */
export function hitOf({ id, event, timestamp, properties = {} }: StoredEvent): Hit | null {
  const { visit, visitor, channel, device, page, engaged_seconds: seconds } = properties ?? {}
  if (!event.startsWith('web_') || typeof visit !== 'string') return null
  return {
    session_id: visit,
    event_id: id,
    at: timestamp,
    visitor_id: textOf(visitor),
    channel: textOf(channel),
    device_type: textOf(device),
    page: event === 'web_page_viewed' ? textOf(page) : null,
    engaged_seconds: typeof seconds === 'number' ? seconds : 0,
    is_key_event: event === 'web_key_event',
  }
}

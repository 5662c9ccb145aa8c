/**
 * A command that posts one event, ready to be pasted into a shell once the key is set. The event is dated a day before
 * the page's `now`, so that ranges of complete days and the pinned clock of demo tenants count it.
 */
export function firstEventCurl(event: {
  readonly origin: string
  readonly now: string
  readonly id: string
  readonly userId: string
}): string {
  const { origin, now, id, userId } = event
  const timestamp = `${new Date(Date.parse(now) - 86_400_000).toISOString().slice(0, 19)}Z`
  const first = { id, event: 'integration_viewed', timestamp, userId, properties: { provider: 'google' } }
  return [
    `curl ${origin}/api/v1/events \\`,
    `  -H "Authorization: Bearer $TESSERA_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify({ events: [first] }, null, 2)}'`,
  ].join('\n')
}

/** A random UUID (version 4), on pages served without TLS too, where browsers have no `randomUUID`. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

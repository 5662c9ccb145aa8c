/** A command that posts one event of the given moment, ready to be pasted into a shell once the key is set. */
export function firstEventCurl(asked: {
  readonly origin: string
  readonly event: string
  readonly properties: Readonly<Record<string, unknown>>
  /** ISO instant. */
  readonly at: string
  readonly id: string
  /** Left out where the event needs nobody. */
  readonly userId: string | null
}): string {
  const { origin, event, properties, at, id, userId } = asked
  const timestamp = `${at.slice(0, 19)}Z`
  const first = { id, event, timestamp, ...(userId === null ? {} : { userId }), properties }
  const body = JSON.stringify({ events: [first] }, null, 2)
  return [
    `curl ${origin}/api/v1/events \\`,
    `  -H "Authorization: Bearer $TESSERA_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    // why: a quote ends the text of a shell
    `  -d '${body.replaceAll("'", String.raw`'\''`)}'`,
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

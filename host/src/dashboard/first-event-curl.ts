/** A command that posts one event, ready to be pasted into a shell once the key is filled in. */
export function firstEventCurl(origin: string): string {
  const event = {
    id: '$(uuidgen)',
    event: 'integration_viewed',
    timestamp: '$(date -u +%Y-%m-%dT%H:%M:%SZ)',
    userId: '$(uuidgen)',
    properties: { provider: 'google' },
  }
  return [
    `curl ${origin}/api/v1/events \\`,
    `  -H "Authorization: Bearer $TESSERA_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d @- <<JSON`,
    JSON.stringify({ events: [event] }, null, 2),
    'JSON',
  ].join('\n')
}

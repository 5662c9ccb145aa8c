import type { EventInput } from '@tessera/plugin-api/wire'
import { conformance, type TestTenant } from '@tessera/test-kit'
import server from './server/index.ts'

const platforms = ['desktop', 'mobile', 'tablet']

/** Ten users who come every so many days for ten weeks; the demo would take longer than it tells more. */
function events({ asOf }: TestTenant): EventInput[] {
  return Array.from({ length: 10 }, (_, user) => user).flatMap((user) =>
    Array.from({ length: Math.floor(70 / (1 + user)) }, (_, visit): EventInput => {
      const at = asOf.getTime() - 72 * 86_400_000 + visit * (1 + user) * 86_400_000 + (9 + user) * 3_600_000
      const name = visit % 9 === 5 ? 'product_error' : visit % 11 === 7 ? 'product_crashed' : 'product_used'
      const feature = ['search', 'reports'][(visit + user) % 3]
      return {
        id: `${user} ${visit}`,
        event: name,
        timestamp: new Date(at).toISOString(),
        userId: `user-${user}`,
        properties: {
          platform: platforms[user % 3],
          release: visit < 20 ? '1.0' : '1.1',
          ...(name === 'product_used' && feature !== undefined ? { feature, active_seconds: 60 * (user + visit) } : {}),
        },
      }
    }),
  )
}

conformance(server, { events, once: true })

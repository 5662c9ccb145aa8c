import type { Cell } from '@tessera/plugin-api/wire'
import type { ViewCases } from '@tessera/plugin-api/web'
import { compared, dimension, metric, people, provider, revenue, time, users } from '../../cases/make-column.ts'
import { days, makeFrame, seeded } from '../../cases/make-frame.ts'

const random = seeded(17)
const month = days(30)
const tier = dimension('tier', 'Tier', { labels: { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' } })
const net = metric('net_users', 'Net new users')
const providers = ['google', 'microsoft', 'meta', 'linkedin']
const stacked = [provider, tier, users, compared(users)]

/** Bars in every situation: over time and by category, stacked, side by side, as shares, below zero. */
export const barsCases: ViewCases = {
  empty: { title: 'Tickets by day', frame: makeFrame([time, users], [], { grain: 'day', buckets: month }) },
  one: {
    title: 'Connected users',
    frame: makeFrame([time, { ...users, targetSteps: [{ gte: 90 }] }, compared(users)], [['2026-10-21', 78, 74]], {
      grain: 'day',
      buckets: days(1),
    }),
  },
  many: {
    title: 'Connected users by provider and tier',
    frame: makeFrame(
      stacked,
      providers.flatMap((name, at) =>
        ['free', 'pro', 'enterprise'].map((plan, place): Cell[] => {
          const value = Math.round((1400 / (at + 1) ** 1.4 / (place + 1)) * (0.8 + random() * 0.4))
          return [name, plan, value, Math.round(value * 0.9)]
        }),
      ),
    ),
  },
  huge: {
    title: 'Revenue of sixty apps with long names',
    subtitle: 'What has no room is counted together',
    frame: makeFrame(
      [dimension('app', 'App'), tier, { ...revenue, additivity: 'full' }],
      Array.from({ length: 60 }, (_, app) => app).flatMap((app) =>
        ['free', 'pro'].map((plan): Cell[] => [
          `An application with a long name ${app + 1}`,
          plan,
          Math.round(8_400_000_000 * 0.8 ** app * (0.9 + random() * 0.1)),
        ]),
      ),
    ),
  },
  null: {
    title: 'Net new users by day',
    subtitle: 'Days nobody counted stay open; losses go down',
    frame: makeFrame(
      [time, provider, net],
      month.flatMap(({ label }, at) =>
        providers
          .slice(0, 2)
          .map((name): Cell[] => [label, name, at % 9 === 4 ? null : Math.round(random() * 90 - 30)]),
      ),
      { grain: 'day', buckets: month },
    ),
  },
  estimate: {
    title: 'People by provider and tier',
    subtitle: 'Somebody may be of several tiers',
    frame: makeFrame(
      [provider, tier, people],
      providers.flatMap((name, at) =>
        ['free', 'pro', 'enterprise'].map((plan, place): Cell[] => [name, plan, 4000 / (at + 1) / (place + 1)]),
      ),
    ),
  },
  error: { title: 'Connected users', frame: makeFrame([provider], [['google']]) },
}

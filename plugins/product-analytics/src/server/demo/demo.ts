import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { calendarOf } from './calendar.ts'
import { dayEvents, experimentEvents } from './event-rows.ts'
import { featureRows } from './feature-rows.ts'
import { generate } from './generate.ts'
import { peopleOf } from './people.ts'
import { pictures } from './picture.ts'
import { features, releases } from './product.ts'
import { randomFrom } from './random.ts'
import { storeDays, storeUses } from './store-rows.ts'
import { dayRows } from './use-rows.ts'

/**
 * Fills a demo tenant. Use of former times is imported, as a company does that begins with the product; yesterday and experiments
 * come as events.
 */
export async function demo(context: DemoContext<typeof plugin>): Promise<void> {
  const { tenant, seed, records } = context
  const picture = pictures[tenant.slug]
  if (!picture) return
  const random = randomFrom(seed, tenant.slug)
  const calendar = calendarOf(tenant.asOf, tenant.timeZone)
  const plan = generate(picture, await peopleOf(context, calendar), { random, calendar })
  await records.upsert(
    'features',
    features.map(({ feature, title, isCore, minTier }) => ({
      feature,
      title,
      is_core: isCore,
      ...(minTier === undefined ? {} : { min_tier: minTier }),
    })),
  )
  await records.upsert(
    'releases',
    releases.map(({ release, on }) => ({ release, released_on: calendar.date(on) })),
  )
  await records.upsert(
    'release_features',
    releases.flatMap((one) => ('feature' in one ? [{ release: one.release, feature: one.feature }] : [])),
  )

  const now = dayRows(plan.current, { picture, week: -7, at: 0, random })
  const before = dayRows(plan.previous, { picture, week: -37, at: 1, random })
  const began = dayRows(plan.beginnings, { picture, week: -500, at: 1, random })
  const target = { context, calendar }
  await storeDays(target, [...began, ...before, ...now.filter(({ day }) => day < -1)])
  await storeUses(target, [
    ...featureRows(plan.previous, { picture, isCurrent: false, random }),
    ...featureRows(plan.current, { picture, isCurrent: true, random }),
  ])

  const scene = { random, calendar }
  await records.upsert(
    'experiments',
    picture.experiments.map(({ variants: _, planned, ...experiment }) => ({
      ...experiment,
      planned_per_variant: planned,
      started_on: calendar.date(-30),
    })),
  )
  await records.upsert(
    'experiment_variants',
    picture.experiments.flatMap(({ experiment, variants }) =>
      variants.map(({ variant }) => ({ experiment, variant, weight: 1, is_control: variant === 'control' })),
    ),
  )
  const events = [
    ...now.filter(({ day }) => day === -1).flatMap((row) => dayEvents(row, scene)),
    ...picture.experiments.flatMap((experiment) => experimentEvents(experiment, plan.current, scene)),
  ]
  for (let at = 0; at < events.length; at += 5000) await context.ingest(events.slice(at, at + 5000))
}

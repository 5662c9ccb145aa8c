import type { DemoContext } from '@tessera/plugin-api/server'
import type { plugin } from '../../plugin.ts'
import { rulesOf } from '../../rules-of.ts'
import { keepDays } from '../reckon/keep-days.ts'
import { calendarOf } from './calendar.ts'
import { layAttendees, layEngagements } from './lay-engagements.ts'
import { layBenchmarks, layHistory } from './lay-former.ts'
import { layMeasurements } from './lay-measurements.ts'
import { layCustomers, layStakeholders, type Scene } from './lay-people.ts'
import { layGoals, layInterventions, layMilestones, laySignals } from './lay-progress.ts'
import { pictures } from './picture.ts'
import { plan } from './plan.ts'
import { randomFrom } from './random.ts'
import { accountsOf } from './accounts-of.ts'
import { readChurned, readExpanded } from './read-revenue.ts'
import { readTold } from './read-told.ts'
import { team } from './words.ts'

/**
 * Fills a demo tenant: engagements, goals and all else as rows, then measurements that make the scores what was published, then the scores
 * as the job reckons them.
 */
export async function demo(context: DemoContext<typeof plugin>): Promise<void> {
  const { tenant, seed, records, settings } = context
  const picture = pictures[tenant.slug]
  if (!picture) return
  const random = randomFrom(seed, tenant.slug)
  const accounts = accountsOf(await context.readPeople(), await readChurned(context))
  const plans = plan(picture, { accounts, team, random })
  const calendar = calendarOf(tenant.asOf, tenant.timeZone)
  const scene: Scene = { plans, calendar, random }
  const stakeholders = layStakeholders(scene)
  const engagements = layEngagements(scene)
  await records.upsert('customers', layCustomers(scene))
  await records.upsert('stakeholders', stakeholders)
  await records.upsert('engagements', engagements)
  await records.upsert('attendees', layAttendees(scene, { engagements, stakeholders }))
  await records.upsert('goals', layGoals(scene))
  await records.upsert('milestones', layMilestones(scene))
  await records.upsert('signals', laySignals(scene))
  await records.upsert('interventions', layInterventions(scene, await readExpanded(context)))
  await records.upsert('benchmarks', layBenchmarks(scene))
  await records.upsert('health_history', layHistory(scene))
  const live = plans.filter(({ segment }) => segment !== 'churned')
  await records.upsert('measurements', layMeasurements(await readTold(context, live), rulesOf(settings), calendar))
  await keepDays(context, { days: 2 })
}

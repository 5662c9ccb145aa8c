import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import { churnDay, newSince, type Scene } from './lay-people.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

type Engagement = RecordInput<(typeof tables)['engagements']>
type Attendee = RecordInput<(typeof tables)['attendees']>
type Stakeholder = RecordInput<(typeof tables)['stakeholders']>

const types = ['meeting', 'call', 'email', 'email', 'call', 'demo', 'meeting', 'email', 'training'] as const
const subjects = {
  meeting: 'Business review',
  call: 'Check-in',
  email: 'Follow-up',
  demo: 'New features',
  training: 'Training of new users',
} as const

/** Days from one engagement to the next. */
const cadence = ({ health }: Plan) => (health >= 80 ? 9 : health >= 60 ? 12 : health >= 40 ? 17 : 24)
/** Days since the last engagement. */
const pause = ({ health, nth }: Plan) =>
  health >= 60 ? 1 + (nth % 11) : health >= 40 ? 6 + (nth % 24) : 20 + (nth % 30)

function outcomeOf({ health }: Plan, random: Random): Engagement['outcome'] {
  const luck = 100 * random.unit()
  if (luck < health - 12) return 'positive'
  if (luck < health + 8) return 'neutral'
  return random.unit() < 0.45 ? 'action_required' : 'negative'
}

function row(plan: Plan, day: number, { calendar, random }: Scene): Omit<Engagement, 'engagement_id'> {
  const type = random.pick(types)
  const moment = calendar.moment(day, 9 + 7 * random.unit())
  const own = { account_id: plan.account.id, team_member: plan.csm, type, subject: subjects[type] }
  const until = (hours: number) => {
    const at = Date.parse(moment) + hours * 3_600_000
    return at < calendar.asOf ? new Date(at).toISOString() : null
  }
  if (type === 'email' && random.unit() < 0.35) {
    const wait = 0.5 + 9 * random.unit() * (1.3 - plan.health / 100)
    return { ...own, inbound_at: moment, responded_at: until(wait), created_at: moment }
  }
  if (type === 'email') {
    const replies = random.unit() < plan.health / 105
    const days = 0.1 + random.unit() * (plan.health >= 70 ? 2.4 : 6)
    return { ...own, completed_at: moment, replied_at: replies ? until(24 * days) : null, created_at: moment }
  }
  const planned = { ...own, scheduled_at: moment, created_at: calendar.moment(day - 7, 10) }
  if (random.unit() < 0.12 * (1 - plan.health / 110)) return { ...planned, missed: true }
  return { ...planned, completed_at: moment, outcome: outcomeOf(plan, random) }
}

/** What was done with accounts in 125 days; the healthier, the more often and the better. */
export function layEngagements(scene: Scene): Engagement[] {
  const { plans, random } = scene
  const rows = plans.flatMap((plan) => {
    const [last, first] = [plan.segment === 'churned' ? churnDay(plan) : 0, newSince(plan) ?? -125]
    const days: number[] = []
    for (let day = last - pause(plan); day > first; day -= Math.max(2, cadence(plan) + random.int(-3, 3)))
      days.push(day)
    return days.map((day) => row(plan, day, scene))
  })
  return rows
    .toSorted((one, other) => one.created_at.localeCompare(other.created_at))
    .map((each, nth) => ({ engagement_id: `E-${nth + 1}`, ...each }))
}

interface Invited {
  readonly engagements: readonly Engagement[]
  readonly stakeholders: readonly Stakeholder[]
}

/** Who was there: of each meeting, call, demo and training up to three of those who had not left. */
export function layAttendees({ plans, random }: Scene, { engagements, stakeholders }: Invited): Attendee[] {
  const health = new Map(plans.map(({ account, health: score }) => [account.id, score]))
  const people = Map.groupBy(stakeholders, ({ account_id }) => account_id)
  return engagements.flatMap(({ engagement_id, account_id, type, completed_at, scheduled_at }) => {
    if (type === 'email') return []
    const when = completed_at ?? scheduled_at ?? ''
    const there = (people.get(account_id) ?? []).filter(({ left_at }) => !left_at || left_at > when)
    const chance = 0.25 + (health.get(account_id) ?? 0) / 180
    const came = completed_at !== undefined && completed_at !== null
    return random
      .shuffle(there)
      .slice(0, random.int(1, 3))
      .map(({ stakeholder_id }) => ({ engagement_id, stakeholder_id, attended: came && random.unit() < chance }))
  })
}

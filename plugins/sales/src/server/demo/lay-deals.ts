import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Calendar } from './calendar.ts'
import type { Picture } from './picture.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'
import { lostReasons, sources, stageNames } from './words.ts'

type Row<Name extends keyof typeof tables> = RecordInput<(typeof tables)[Name]>

/** A deal with who sells it. */
export interface Laid extends Plan {
  readonly id: string
  readonly repId: string
  readonly due: string
}

/** What deals are laid out by. */
export interface Desk {
  readonly picture: Picture
  readonly calendar: Calendar
  readonly random: Random
}

const iso = (ms: number) => new Date(ms).toISOString()
const repId = (nth: number) => `R-${nth + 1}`
const total = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)

/** One of a list, the first ones more often. */
const often = <T>(list: readonly T[], random: Random) => list[Math.floor(list.length * random.unit() ** 1.6)] as T

/** Which deals are to close in the running quarter, so that they cover as much of what is left as the picture says. */
function closingNow(plans: readonly Plan[], { picture, calendar }: Desk): ReadonlySet<Plan> {
  const from = calendar.moment(calendar.quarter(0), 0)
  const booked = plans.filter(({ status, closedAt }) => status === 'won' && (closedAt ?? 0) >= from)
  const left = total(picture.reps.map(({ quota }) => quota)) - total(booked.map(({ amount }) => amount))
  const chosen = new Set<Plan>()
  let wanted = left * picture.coverage
  const open = plans.filter(({ status }) => status === 'open')
  for (const plan of open.toSorted((one, other) => other.stages - one.stages || other.amount - one.amount)) {
    if (plan.amount > wanted) continue
    chosen.add(plan)
    wanted -= plan.amount
  }
  return chosen
}

/** Gives every deal an id, a sales person and the day on which it is expected to close. */
export function laid(plans: readonly Plan[], desk: Desk): Laid[] {
  const { picture, calendar, random } = desk
  const now = closingNow(plans, desk)
  const next = calendar.quarter(1)
  const quotas = picture.reps.map(({ quota }) => quota)
  const given = quotas.map(() => 0)
  return plans.map((plan, nth): Laid => {
    // why: who has most of the quota gets most of the deals
    const at = quotas.reduce(
      (best, quota, each) => ((given[each] ?? 0) / quota < (given[best] ?? 0) / (quotas[best] ?? 1) ? each : best),
      0,
    )
    given[at] = (given[at] ?? 0) + (plan.status === 'lost' ? 0.35 : 1) * plan.amount * (0.7 + 0.6 * random.unit())
    const due = !now.has(plan)
      ? calendar.date(next + random.int(3, 60))
      : nth < 3
        ? calendar.date(Math.max(calendar.quarter(0), -random.int(2, 9)))
        : calendar.date(random.int(0, Math.max(0, next - 1)))
    const closed = plan.closedAt
    return {
      ...plan,
      id: `D-${plans.length - nth}`,
      repId: repId(at),
      due: closed === null ? due : new Date(closed).toISOString().slice(0, 10),
    }
  })
}

/** Rows of deals as they stand. */
export function dealRows(deals: readonly Laid[], random: Random): Row<'opportunities'>[] {
  return deals.map((deal) => ({
    opportunity_id: deal.id,
    name: `${deal.company} – ${deal.type === 'expansion' ? 'expansion' : 'new'} ${deal.id.slice(2)}`,
    account_id: deal.accountId,
    rep_id: deal.repId,
    deal_type: deal.type,
    status: deal.status,
    stage: stageNames[deal.stages - 1] ?? null,
    amount: deal.amount,
    source: deal.type === 'expansion' ? 'Customer' : often(sources, random),
    created_at: iso(deal.createdAt),
    expected_close_date: deal.due,
    closed_at: deal.closedAt === null ? null : iso(deal.closedAt),
    lost_reason: deal.status === 'lost' ? often(lostReasons, random) : null,
  }))
}

/** What each deal was from when on; what it is worth is known better from the proposal on. */
export function stageRows(deals: readonly Laid[], random: Random): Row<'opportunity_stage_history'>[] {
  return deals.flatMap((deal) => {
    const end = deal.since ?? deal.closedAt ?? deal.createdAt
    const steps = deal.since === null ? deal.stages : deal.stages - 1
    const parts = Array.from({ length: steps }, () => 0.5 + random.unit())
    const first = Math.round((deal.amount * (0.75 + 0.5 * random.unit())) / 100) * 100
    return Array.from({ length: deal.stages }, (_, nth) => {
      const passed = steps === 0 ? 0 : total(parts.slice(0, nth)) / total(parts)
      return {
        opportunity_id: deal.id,
        entered_at: iso(deal.createdAt + (end - deal.createdAt) * passed),
        stage: stageNames[nth] ?? 'qualification',
        amount: nth < 2 && deal.stages > 2 ? first : deal.amount,
      }
    })
  })
}

/** Who sells. */
export const repRows = ({ picture, calendar }: Desk): Row<'reps'>[] =>
  picture.reps.map(({ name, team }, nth) => ({
    rep_id: repId(nth),
    name,
    team,
    started_on: calendar.date(-900 + 130 * nth),
  }))

/** Quotas of two years and the next quarter; that of the first one was raised in the running quarter. */
export function quotaRows({ picture, calendar }: Desk): Row<'quotas'>[] {
  return picture.reps.flatMap(({ quota }, nth) =>
    Array.from({ length: 10 }, (_, at) => at - 8).flatMap((after): Row<'quotas'>[] => {
      const [start, end] = [calendar.quarter(after), calendar.quarter(after + 1) - 1]
      const row = {
        rep_id: repId(nth),
        period_start: calendar.date(start),
        period_end: calendar.date(end),
        set_on: calendar.date(start - 15),
        amount: after < 0 ? Math.round((quota * 0.96 ** -after) / 500) * 500 : quota,
      }
      if (after === 0 && nth === 0)
        return [
          { ...row, amount: quota - 6000 },
          { ...row, set_on: calendar.date(start) },
        ]
      return [row]
    }),
  )
}

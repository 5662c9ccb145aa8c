/** Rows as JSON, by the name of their table. */
export type Rows = Readonly<Record<string, readonly Row[]>>

type Cell = string | number | boolean | null
type Row = Readonly<Record<string, Cell>>

/** An account's day, and the moment it is over. */
export interface AccountDay {
  readonly account: string
  readonly date: string
  readonly ended: number
  readonly timeZone: string
}

const dayMs = 86_400_000
const at = (cell: Cell | undefined) => (typeof cell === 'string' ? Date.parse(cell) : Number.NaN)
const nothing = (cell: Cell | undefined) => cell === null || cell === undefined
/** Days from one date to another. */
const apart = (from: Cell | undefined, to: string) => (Date.parse(to) - Date.parse(String(from))) / dayMs
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
const sumOrNull = (values: readonly number[]) => (values.length === 0 ? null : sum(values))
/** The ledger has eight places. */
const exact = (values: readonly number[]) => (values.length === 0 ? null : Number(sum(values).toFixed(8)))
const meanOrNull = (values: readonly number[]) => (values.length === 0 ? null : sum(values) / values.length)
const distinct = (values: readonly unknown[]) => new Set(values).size
const numbers = (rows: readonly Row[], name: string) =>
  rows.flatMap((row) => (nothing(row[name]) ? [] : [Number(row[name])]))

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0,
  ]
  return (low + high) / 2
}

const of = (rows: Rows, table: string, { account }: AccountDay) =>
  (rows[table] ?? []).filter((row) => row['account_id'] === account)
/** In the last so many times 24 hours before the day was over. */
const within = (cell: Cell | undefined, { ended }: AccountDay, days: number) =>
  at(cell) < ended && at(cell) >= ended - days * dayMs

function engagements(rows: Rows, day: AccountDay) {
  const found = of(rows, 'engagements', day).filter((row) => within(row['happened_at'], day, 90))
  if (found.length === 0) return undefined
  const count = (test: (row: Row) => boolean) => found.filter(test).length
  const mails = found.filter(
    (row) => row['type'] === 'email' && nothing(row['inbound_at']) && !nothing(row['completed_at']),
  )
  const old = mails.filter((row) => at(row['completed_at']) < day.ended - 3 * dayMs)
  const dates = found
    .filter((row) => !row['missed'])
    .map((row) =>
      Temporal.Instant.fromEpochMilliseconds(at(row['happened_at'])).toZonedDateTimeISO(day.timeZone).toPlainDate(),
    )
    .map(String)
    .toSorted()
  const last = dates.at(-1) ?? null
  return {
    meetings: count((row) => row['type'] !== 'email' && !nothing(row['completed_at'])),
    missed: count((row) => row['missed'] === true),
    outcomes: count((row) => !nothing(row['outcome'])),
    positive: count((row) => row['outcome'] === 'positive'),
    negative: count((row) => row['outcome'] === 'negative'),
    mails: old.length,
    answered: old.filter((row) => at(row['replied_at']) <= at(row['completed_at']) + 3 * dayMs).length,
    daysToAnswer: median(
      mails.map((row) => {
        const replied = nothing(row['replied_at']) ? day.ended : at(row['replied_at'])
        return (Math.min(replied, day.ended) - at(row['completed_at'])) / dayMs
      }),
    ),
    lastDate: last,
    daysSince: last === null ? null : apart(last, day.date),
  }
}

function people(rows: Rows, day: AccountDay) {
  const there = of(rows, 'stakeholders', day).filter(
    (row) => at(row['created_at']) < day.ended && (nothing(row['left_at']) || at(row['left_at']) >= day.ended),
  )
  if (there.length === 0) return undefined
  const recent = new Set(
    (rows['engagements'] ?? []).filter((row) => within(row['happened_at'], day, 90)).map((row) => row['engagement_id']),
  )
  const took = new Set(
    (rows['attendees'] ?? [])
      .filter((row) => row['attended'] && recent.has(row['engagement_id'] ?? null))
      .map((row) => row['stakeholder_id']),
  )
  return { stakeholders: there.length, tookPart: there.filter((row) => took.has(row['stakeholder_id'] ?? null)).length }
}

function signals(rows: Rows, day: AccountDay) {
  const found = of(rows, 'signals', day).filter((row) => within(row['occurred_at'], day, 600))
  if (found.length === 0) return undefined
  const strength: Record<string, number> = {}
  for (const row of found) {
    const type = String(row['signal_type'])
    const left = Number(row['strength']) * 2 ** (-(day.ended - at(row['occurred_at'])) / dayMs / 60)
    strength[type] = (strength[type] ?? 0) + left
  }
  for (const type of Object.keys(strength)) strength[type] = Math.min(1, strength[type] ?? 0)
  const escalated = found.filter((row) => row['signal_type'] === 'support_escalation')
  return { strength, escalations: escalated.filter((row) => within(row['occurred_at'], day, 90)).length }
}

function goals(rows: Rows, day: AccountDay) {
  const reached = of(rows, 'goals', day).filter((row) => {
    const days = nothing(row['completed_on']) ? Number.NaN : apart(row['completed_on'], day.date)
    return days >= 0 && days < 90
  })
  return reached.length === 0 ? undefined : { goals: reached.length }
}

function measurements(rows: Rows, day: AccountDay) {
  const found = of(rows, 'measurements', day)
    .filter((row) => apart(row['measured_on'], day.date) >= 0 && apart(row['measured_on'], day.date) < 45)
    .toSorted((a, b) => apart(b['measured_on'], day.date) - apart(a['measured_on'], day.date))
  if (found.length === 0) return undefined
  return Object.fromEntries(found.map((row) => [row['input'], Number(row['value'])]))
}

function devices(rows: Rows, day: AccountDay) {
  const own = of(rows, 'devices', day)
  if (own.length === 0) return undefined
  const ids = new Set(own.map((row) => row['device_id']))
  const days = (rows['device_days'] ?? []).filter((row) => {
    const back = apart(row['metric_date'], day.date)
    return ids.has(row['device_id'] ?? null) && back >= 0 && back < 30
  })
  return {
    active: own.filter((row) => row['status'] === 'active').length,
    health: meanOrNull(numbers(days, 'health_score')),
    uptime: meanOrNull(numbers(days, 'uptime')),
    volume: sumOrNull(numbers(days, 'volume')),
  }
}

/** Rows of use by the account they were for, else by that of the user, with how many days before they were. */
function usedBy(rows: Rows, table: string, day: AccountDay) {
  const home = new Map((rows['users'] ?? []).map((row) => [row['user_id'], row['account_id']]))
  return (rows[table] ?? [])
    .map((row) => ({
      row,
      account: row['account_id'] ?? home.get(row['user_id'] ?? null),
      back: apart(row['active_date'], day.date),
    }))
    .filter(({ account, back }) => account === day.account && back >= 0)
}

function use(rows: Rows, day: AccountDay) {
  const all = usedBy(rows, 'use_days', day).filter(({ back }) => back < 120)
  if (all.length === 0) return undefined
  const users = [...new Set(all.map(({ row }) => row['user_id']))].map((user) => {
    const own = all.filter(({ row }) => row['user_id'] === user)
    const [now, before] = [own.filter(({ back }) => back < 30), own.filter(({ back }) => back >= 30)]
    const dates = (some: typeof own) => distinct(some.map(({ row }) => row['active_date']))
    const total = (some: typeof own, name: string) => sum(some.map(({ row }) => Number(row[name])))
    const wide = (rows['feature_use'] ?? []).filter((row) => {
      const back = apart(row['active_date'], day.date)
      return row['user_id'] === user && back >= 0 && back < 30
    })
    return {
      days: dates(now),
      daysBefore: dates(before.filter(({ back }) => back < 60)),
      seconds: total(now, 'active_seconds'),
      sessions: total(now, 'sessions'),
      secondsBefore: total(before, 'active_seconds'),
      sessionsBefore: total(before, 'sessions'),
      width: distinct(wide.map((row) => row['feature'])),
    }
  })
  const minutes = (seconds: number, sessions: number) => (sessions === 0 ? null : seconds / sessions / 60)
  const over = (name: keyof (typeof users)[number]) => sum(users.map((user) => user[name]))
  return {
    users: users.filter(({ days }) => days > 0).length,
    userDays: over('days'),
    usersBefore: users.filter(({ daysBefore }) => daysBefore > 0).length,
    userDaysBefore: over('daysBefore'),
    activated: users.length,
    minutes: minutes(over('seconds'), over('sessions')),
    minutesBefore: minutes(over('secondsBefore'), over('sessionsBefore')),
    points: sum(
      users
        .filter(({ days }) => days > 0)
        .map(
          ({ days, seconds, width }) =>
            100 * (0.5 * Math.min(days / 20, 1) + 0.3 * Math.min(seconds / 36_000, 1) + 0.2 * Math.min(width / 8, 1)),
        ),
    ),
  }
}

function features(rows: Rows, day: AccountDay) {
  const all = usedBy(rows, 'feature_use', day).filter(({ back }) => back < 60)
  if (all.length === 0) return undefined
  return [...new Set(all.map(({ row }) => row['feature']))].map((feature) => {
    const own = all.filter(({ row }) => row['feature'] === feature)
    const now = own.filter(({ back }) => back < 30)
    const uses = (some: typeof own) => sum(some.map(({ row }) => Number(row['uses'])))
    return {
      feature,
      isCore: own[0]?.row['is_core'] ?? false,
      minTier: own[0]?.row['min_tier'] ?? null,
      users: distinct(now.map(({ row }) => row['user_id'])),
      uses: uses(now),
      usesBefore: uses(own.filter(({ back }) => back >= 30)),
    }
  })
}

function support(rows: Rows, day: AccountDay) {
  const tickets = of(rows, 'ticket_times', day)
  const created = tickets.filter((row) => within(row['created_at'], day, 30))
  const done = tickets.filter((row) => within(row['resolved_at'], day, 30) && at(row['created_at']) < day.ended)
  const hours = done.map((row) => (at(row['resolved_at']) - at(row['created_at'])) / 3_600_000)
  const ratings = (days: number) => of(rows, 'csat_answers', day).filter((row) => within(row['created_at'], day, days))
  const good = (days: number) => ratings(days).filter((row) => Number(row['rating']) >= 4).length
  return {
    created: created.length,
    severe: created.filter((row) => row['priority'] === 'urgent' || row['priority'] === 'high').length,
    resolved: created.filter((row) => at(row['resolved_at']) < day.ended).length,
    done: done.length,
    hours: sumOrNull(hours),
    medianHours: median(hours),
    escalations: tickets.filter((row) => row['escalated'] && within(row['created_at'], day, 90)).length,
    good: good(30),
    ratings: ratings(30).length,
    good90: good(90),
    ratings90: ratings(90).length,
  }
}

function revenue(rows: Rows, day: AccountDay) {
  const moved = of(rows, 'mrr_movements', day).filter((row) => at(row['occurred_at']) < day.ended)
  if (moved.length === 0) return undefined
  const until = (days: number) =>
    numbers(
      moved.filter((row) => at(row['occurred_at']) < day.ended - days * dayMs),
      'delta_mrr',
    )
  const mrr = exact(until(0)) ?? 0
  const churns = moved.filter((row) => row['movement_type'] === 'churn').map((row) => at(row['occurred_at']))
  const invoices = of(rows, 'invoice_payments', day).filter(
    (row) => at(row['due_at']) < day.ended && row['status'] !== 'draft' && row['status'] !== 'void',
  )
  const due = invoices.filter((row) => within(row['due_at'], day, 365))
  const unpaid = invoices.filter((row) => nothing(row['paid_at']) || at(row['paid_at']) >= day.ended)
  const renewals = of(rows, 'renewal_outcomes', day).toSorted((a, b) =>
    `${a['due_date']} ${a['renewal_id']}`.localeCompare(`${b['due_date']} ${b['renewal_id']}`),
  )
  const past = renewals.filter((row) => apart(row['due_date'], day.date) >= 0 && row['outcome'] !== 'pending')
  const next = renewals.find((row) => apart(row['due_date'], day.date) < 0)
  return {
    mrr,
    mrrMonthAgo: exact(until(30)),
    mrrYearAgo: exact(until(365)),
    churnedAt: mrr <= 0 && churns.length > 0 ? new Date(Math.max(...churns)) : null,
    expansion: sum(
      numbers(
        moved.filter((row) => row['movement_type'] === 'expansion' && within(row['occurred_at'], day, 1)),
        'delta_mrr',
      ),
    ),
    due: due.length,
    inTime: due.filter((row) => at(row['paid_at']) <= at(row['due_at'])).length,
    overdueDays: Math.max(0, ...unpaid.map((row) => (day.ended - at(row['due_at'])) / dayMs)),
    lastRenewal: past.at(-1)?.['outcome'] ?? null,
    daysToRenewal: next ? -apart(next['due_date'], day.date) : null,
  }
}

/** What an account's day is reckoned with, by single rows. */
export const byHand = {
  engagements,
  people,
  signals,
  goals,
  measurements,
  devices,
  use,
  features,
  support,
  revenue,
} as const satisfies Readonly<Record<string, (rows: Rows, day: AccountDay) => unknown>>

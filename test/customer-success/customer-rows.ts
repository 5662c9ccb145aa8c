import { sql, type Kysely } from 'kysely'

const dayMs = 86_400_000

/** Numbers from 0 to 1, the same ones for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What is written, by table; `ends` are moments that rows fall upon exactly, and at whole days before them. */
export function customerRows(seed: number, ends: readonly number[]): Readonly<Record<string, readonly object[]>> {
  const random = randomFrom(seed)
  const whole = (most: number) => Math.floor(random() * most)
  const one = <T>(values: readonly T[]): T => values[whole(values.length)] as T
  const maybe = <T>(value: T, share = 0.5): T | null => (random() < share ? value : null)
  const many = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth))
  const last = Math.max(...ends)
  const moment = (days = 420) =>
    random() < 0.3 ? one(ends) - one([0, 1, 3, 30, 90, 365]) * dayMs : Math.floor(last - random() * days * dayMs)
  const iso = (time: number) => new Date(time).toISOString()
  const later = (time: number, days: number) =>
    iso(time + (random() < 0.3 ? one([0, 1, 3]) * dayMs : random() * days * dayMs))
  const date = (days = 150) =>
    iso(random() < 0.4 ? one(ends) - one([0, 29, 30, 44, 45, 60, 90]) * dayMs : moment(days)).slice(0, 10)
  const id = (kind: string, nth: number) => `00000000-0000-4000-8${kind}00-${String(nth).padStart(12, '0')}`
  const account = () => id('a', whole(6))
  const user = () => id('b', whole(14))
  const perDay = <T extends object>(rows: readonly T[], key: (row: T) => string) => [
    ...new Map(rows.map((row) => [key(row), row])).values(),
  ]

  const engagements = many(260, (nth) => {
    const begun = moment(200)
    const [completed, missed] = [random() < 0.7, random() < 0.2]
    const inbound = maybe(iso(begun), 0.2)
    return {
      engagement_id: `e${nth}`,
      account_id: account(),
      type: one(['meeting', 'call', 'email', 'email', 'demo', 'training']),
      outcome: maybe(one(['positive', 'neutral', 'negative', 'action_required'])),
      scheduled_at: maybe(iso(begun)),
      completed_at: completed ? iso(begun) : null,
      missed: !completed && missed,
      replied_at: completed ? maybe(later(begun, 8)) : null,
      inbound_at: inbound,
      responded_at: inbound === null ? null : maybe(later(begun, 4)),
      created_at: iso(begun),
    }
  })
  const stakeholders = many(30, (nth) => {
    const begun = moment()
    return {
      stakeholder_id: `s${nth}`,
      account_id: account(),
      role: 'user',
      created_at: iso(begun),
      left_at: maybe(later(begun, 300), 0.3),
    }
  })
  const tickets = many(220, (nth) => {
    const created = moment(200)
    const resolved = maybe(later(created, 60), 0.7)
    return {
      ticket_id: `t${nth}`,
      account_id: maybe(account(), 0.9),
      status: resolved === null ? 'open' : 'resolved',
      priority: one(['urgent', 'high', 'medium', 'low']),
      escalated: random() < 0.2,
      created_at: iso(created),
      resolved_at: resolved,
    }
  })
  const changes = perDay(
    many(60, () => ({
      subscription_id: `u${whole(12)}`,
      changed_at: iso(moment(700)),
      plan_id: 'pro',
      status: one(['active', 'active', 'past_due', 'paused', 'canceled']),
      quantity: 1 + whole(3),
      billing_interval: one(['month', 'year']),
      interval_count: 1,
      amount: 30 + whole(200),
      discount_ratio: 0,
      discount_kind: 'forever',
    })),
    (row) => `${row.subscription_id} ${row.changed_at}`,
  ).map((row) => ({ ...row, account_id: id('a', Number(row.subscription_id.slice(1)) % 6) }))
  return {
    'core.accounts': many(6, (nth) => ({
      account_id: id('a', nth),
      name: `Account ${nth}`,
      created_at: iso(last - 800 * dayMs),
    })),
    'core.users': many(14, (nth) => ({
      user_id: id('b', nth),
      account_id: maybe(account(), 0.8),
      created_at: iso(last - 800 * dayMs),
    })),
    'customer_success.engagements': engagements,
    'customer_success.stakeholders': stakeholders,
    'customer_success.attendees': perDay(
      many(400, () => ({
        engagement_id: one(engagements).engagement_id,
        stakeholder_id: one(stakeholders).stakeholder_id,
        attended: random() < 0.7,
      })),
      (row) => `${row.engagement_id} ${row.stakeholder_id}`,
    ),
    'customer_success.signals': many(120, (nth) => ({
      signal_id: `g${nth}`,
      account_id: account(),
      signal_type: one([
        'competitor_mention',
        'feature_request',
        'pricing_discussion',
        'budget_constraint',
        'support_escalation',
      ]),
      strength: one([0, 0.25, 0.8, 1]),
      occurred_at: iso(moment(700)),
    })),
    'customer_success.goals': many(60, (nth) => {
      const completed = maybe(date())
      const status = completed === null ? one(['open', 'missed']) : 'completed'
      return {
        goal_id: `o${nth}`,
        account_id: account(),
        title: 'Goal',
        status,
        created_at: iso(moment()),
        completed_on: completed,
      }
    }),
    'customer_success.measurements': perDay(
      many(150, () => ({
        account_id: account(),
        input: one(['login_frequency', 'satisfaction']),
        measured_on: date(),
        value: whole(100),
      })),
      (row) => `${row.account_id} ${row.input} ${row.measured_on}`,
    ),
    'customer_success.devices': many(12, (nth) => ({
      device_id: `d${nth}`,
      account_id: id('a', whole(4)),
      status: one(['active', 'inactive']),
    })),
    'customer_success.device_days': perDay(
      many(200, () => ({
        device_id: `d${whole(14)}`,
        metric_date: date(),
        health_score: maybe(whole(100), 0.8),
        uptime: maybe(random(), 0.8),
        volume: maybe(whole(1000), 0.8),
      })),
      (row) => `${row.device_id} ${row.metric_date}`,
    ),
    'product_analytics.features': ['mail', 'search', 'share'].map((feature) => ({
      feature,
      title: feature,
      is_core: feature !== 'share',
      min_tier: feature === 'mail' ? null : 'pro',
    })),
    'product_analytics.active_days': perDay(
      many(500, () => {
        const sessions = whole(4)
        return {
          source: one(['events', 'import']),
          user_id: user(),
          active_date: date(),
          platform: one(['web', 'ios']),
          release: '1',
          account_id: maybe(account(), 0.4),
          sessions,
          active_seconds: sessions * whole(6_000),
          errored_sessions: 0,
          crashed_sessions: 0,
        }
      }),
      (row) => `${row.user_id} ${row.active_date} ${row.platform} ${row.source}`,
    ),
    'product_analytics.feature_days': perDay(
      many(500, () => ({
        source: one(['events', 'import']),
        user_id: user(),
        feature: one(['mail', 'search', 'share', 'forgotten']),
        active_date: date(),
        account_id: maybe(account(), 0.4),
        uses: 1 + whole(9),
      })),
      (row) => `${row.user_id} ${row.feature} ${row.active_date} ${row.source}`,
    ),
    'support.tickets': tickets,
    'support.csat_surveys': many(150, (nth) => ({
      survey_id: `c${nth}`,
      account_id: maybe(account(), 0.9),
      created_at: iso(moment(200)),
      subject_type: 'ticket',
      rating: 1 + whole(5),
    })),
    'saas_metrics.subscription_changes': changes,
    'saas_metrics.invoices': many(120, (nth) => {
      const due = moment(500)
      const status = one(['draft', 'open', 'paid', 'paid', 'paid', 'void', 'uncollectible'])
      return {
        invoice_id: `i${nth}`,
        account_id: account(),
        issued_at: iso(due - 30 * dayMs),
        due_at: iso(due),
        paid_at: status === 'paid' ? iso(due + one([-2, 0, 3, 40]) * dayMs) : null,
        amount: whole(500),
        status,
      }
    }),
    'saas_metrics.renewals': many(40, (nth) => ({
      renewal_id: `r${nth}`,
      account_id: account(),
      due_date: date(400),
      amount_up: 100,
      outcome: one(['pending', 'renewed', 'downgraded', 'churned']),
    })),
  }
}

/** Writes rows of a tenant into a table; columns that are left out have their defaults. */
export async function writeRows(
  db: Kysely<never>,
  tenantId: string,
  { table, rows }: { readonly table: string; readonly rows: readonly object[] },
): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((name) => sql.ref(name)))
  const into = sql.table(table)
  await sql`insert into ${into} (tenant_id, ${columns})
    select ${tenantId}::uuid, ${columns} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  )
}

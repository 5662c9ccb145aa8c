import { sql } from 'kysely'
import { rulesOf } from '../../rules-of.ts'
import type { DailyRow } from './account-day.ts'
import { keyOf, type Asked, type Keyed } from './asked.ts'
import { gather } from './gather.ts'
import type { Account } from './read-accounts.ts'
import { reckonDay } from './reckon-day.ts'
import type { Ground } from './reckon-days.ts'
import { put } from './store-days.ts'
import { imported } from './take-history.ts'

const day = 86_400_000

/** What another tool says of an account's day. */
type Said = Pick<DailyRow, 'status' | 'segment' | 'risk_level' | 'customer_health_score' | 'churn_risk_score'>

async function readSaid({ db, tenantId, accounts, days }: Asked): Promise<Map<string, Said>> {
  const { rows } = await sql<Keyed & Said>`
    select d.account_id as account, d.metric_date::text as date, d.status, d.segment, d.risk_level,
      d.customer_health_score::double precision as customer_health_score, d.churn_risk_score::double precision as churn_risk_score
    from customer_success.account_daily as d
    join customer_success.health_metrics as m on m.tenant_id = ${tenantId} and m.account_id = d.account_id
      and m.metric_date = d.metric_date and m.model_version = ${imported}
    where d.tenant_id = ${tenantId} and d.account_id = any(${accounts}::uuid[]) and d.metric_date = any(${days.dates}::date[])`.execute(
    db,
  )
  return new Map(rows.map(({ account, date, ...said }) => [keyOf({ account, date }), said]))
}

/**
 * Writes what else is known of days whose scores were imported, so that revenue and tickets go back as far as the scores. Use of the product is
 * left out: a row of each user would be read for each of the days. Answers how many rows were written.
 */
export async function tellHistory(asked: Asked, accounts: readonly Account[], ground: Ground): Promise<number> {
  const said = await readSaid(asked)
  if (said.size === 0) return 0
  const known = await gather(asked, { ...ground.sources, product: false })
  const rules = rulesOf(ground.settings)
  const plans = ground.settings.plans.split(',').map((plan) => plan.trim())
  const rows = asked.days.dates.flatMap((date, at) => {
    const ended = Date.parse(asked.days.ends[at] ?? '')
    return accounts.flatMap((account): DailyRow[] => {
      const key = keyOf({ account: account.account, date })
      const own = said.get(key)
      const revenue = known.revenue.get(key)
      const gone = (revenue ? revenue.churnedAt : account.churnedAt)?.getTime() ?? Number.POSITIVE_INFINITY
      const isGone = gone < ended && gone >= ended - ground.settings.churnWindowDays * day
      if (!own && !isGone) return []
      const before = { yesterday: null, monthAgo: null, rules, plans, isChurned: !own }
      const { daily } = reckonDay(account, date, { known, before })
      return [{ ...daily, ...own, composite_success_score: null, health_trend_30d: null }]
    })
  })
  return put(asked, 'account_daily', { rows, key: ['account_id', 'metric_date'] })
}

import { avg, count, cumulative, percentile, ratio, rolling, setting, sum, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { plugin } from '../../plugin.ts'
import { closedDeals, lostDeals } from '../facts/deals.ts'
import type { ClosedRow } from '../rows.ts'

type Which = On<ClosedRow, SqlBool>

const isWon: Which = (eb) => eb('is_won', '=', true)
const counts: Which = (_, bounds) => sql<SqlBool>`(is_qualified or ${setting(plugin, 'winRateOf', bounds)} = 'closed')`
const won = { where: isWon } as const
const quarter = { last: 90, unit: 'day' } as const
const month = { startOf: 'month' } as const

/** What was won and lost, how large it was and how long it took. */
export const wonFormulas = {
  deals_won: count(closedDeals, won),
  revenue_closed: sum(closedDeals, 'value', won),
  deals_lost: count(lostDeals),
  deals_won_mtd: cumulative(count(closedDeals, won), month),
  revenue_closed_mtd: cumulative(sum(closedDeals, 'value', won), month),
  deals_won_90d: rolling(count(closedDeals, won), quarter),
  deals_lost_90d: rolling(count(lostDeals), quarter),
  win_rate: ratio(rolling(count(closedDeals, won), quarter), rolling(count(closedDeals, { where: counts }), quarter)),
  win_rate_amount: ratio(
    rolling(sum(closedDeals, 'value', won), quarter),
    rolling(sum(closedDeals, 'value', { where: counts }), quarter),
  ),
  avg_deal_size: rolling(avg(closedDeals, 'value', won), quarter),
  median_deal_size: rolling(percentile(closedDeals, 'value', { fraction: 0.5, ...won }), quarter),
  avg_sales_cycle_days: rolling(avg(closedDeals, 'cycle_days', won), quarter),
  median_sales_cycle_days: rolling(percentile(closedDeals, 'cycle_days', { fraction: 0.5, ...won }), quarter),
} as const

import { derived, fixture, lastValue, ratio, ref, sum } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { accountDays as fact } from '../facts.ts'
import { knownTotal, live, observed } from './observed.ts'
import { accountDay, accountDays, asOf, october } from './told.ts'

const withStatus = (status: string) =>
  lastValue(fact, { ...observed, across: 'count', where: (eb) => eb('status', '=', status) })
const mrr = lastValue(fact, { ...live, value: 'current_mrr' })
const mrrBefore = lastValue(fact, { ...live, value: 'previous_month_mrr' })

/** How many accounts there are, and what they pay. */
export const accountFormulas = {
  total_accounts: lastValue(fact, { ...observed, across: 'count' }),
  active_accounts: withStatus('active'),
  at_risk_accounts: withStatus('at_risk'),
  churned_accounts: withStatus('churned'),
  live_accounts: lastValue(fact, { ...live, across: 'count' }),
  current_mrr: knownTotal('current_mrr'),
  previous_month_mrr: knownTotal('previous_month_mrr'),
  total_arr: derived({ mrr: ref('current_mrr') }, (n) => sql<number>`12 * ${n.mrr}`),
  arr_growth: derived({ mrr, mrrBefore }, (n) => sql<number>`(${n.mrr} - ${n.mrrBefore}) / nullif(${n.mrrBefore}, 0)`),
  revenue_per_customer: ratio(
    mrr,
    lastValue(fact, {
      ...observed,
      across: 'count',
      where: (eb) => eb.and([eb('status', '<>', 'churned'), eb('current_mrr', '>', 0)]),
    }),
  ),
  success_driven_expansion: sum(fact, 'success_driven_expansion'),
}

const day = { time: { range: { from: '2026-10-30', to: '2026-10-31' } } } as const
/** Two active accounts, one of which pays nothing, one at risk, and one that has churned. */
const given = accountDays(
  accountDay('ada', '10-30', { current_mrr: 330, previous_month_mrr: 300, success_driven_expansion: 30 }),
  accountDay('bob', '10-30', {
    status: 'at_risk',
    segment: 'critical',
    current_mrr: 110,
    previous_month_mrr: 100,
    success_driven_expansion: 0,
  }),
  accountDay('cleo', '10-30', { current_mrr: 0, previous_month_mrr: 0, success_driven_expansion: 0 }),
  { ...accountDay('dan', '10-30', { status: 'churned', current_mrr: 0 }), customer_health_score: null, segment: null },
)
const one = (title: string, value: number) => [fixture({ title, asOf, given, ask: day, expect: [{ value }] })]

/** Worked examples of them. */
export const accountFixtures = {
  total_accounts: one('Active ones, one at risk and one that churned', 4),
  active_accounts: one('Two accounts that are well', 2),
  at_risk_accounts: one('One account whose health is critical', 1),
  churned_accounts: one('One account that is gone', 1),
  live_accounts: one('All but the one that is gone', 3),
  current_mrr: one('What the three live accounts pay', 440),
  previous_month_mrr: one('What they paid thirty days before', 400),
  total_arr: one('Twelve times what the live accounts pay', 5280),
  arr_growth: one('From 400 to 440 in thirty days', 0.1),
  revenue_per_customer: one('Of the two accounts that pay anything', 220),
  success_driven_expansion: [
    fixture({
      title: 'Expansions of all days of October after a success',
      asOf,
      given: accountDays(
        accountDay('ada', '10-02', { success_driven_expansion: 20 }),
        accountDay('ada', '10-03', { success_driven_expansion: 0 }),
        accountDay('bob', '10-03', { success_driven_expansion: 5 }),
        accountDay('bob', '09-30', { success_driven_expansion: 50 }),
      ),
      ask: { time: october },
      expect: [{ value: 25 }],
    }),
  ],
}

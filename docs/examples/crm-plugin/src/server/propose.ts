import type { Planner } from '@tessera/plugin-quotas/extend'

/** Proposes for each team what its open deals are worth, as the caller may see it. */
export const propose: Planner['propose'] = async ({ year, query }) => {
  const range = { from: `${year - 1}-01-01`, to: `${year}-01-01` }
  const { rows } = await query({
    metrics: [{ id: 'quotas.pipeline' }],
    dimensions: ['quotas.team'],
    time: { range },
  })
  return rows.map(([team, amount]) => ({ team: String(team), amount: Number(amount) }))
}

/** Counts by plan. */
export type ByPlan = Readonly<Record<Plan, number>>

/** Plans a customer may be on. */
export type Plan = 'free' | 'pro' | 'workflow' | 'enterprise'

/** How many people a demo tenant has, and since when. */
export interface Cast {
  /** ISO countries with their region, most accounts in the first. */
  readonly places: readonly (readonly [country: string, region: string])[]
  /** Customers; those on the free plan are the ones that left. */
  readonly accounts: ByPlan
  /** All who are registered; those on the free plan belong to no customer. */
  readonly users: ByPlan
  /** Of them, those who came in the last 30 days and in the 30 before. */
  readonly signups: readonly [now: number, before: number]
}

/** As published: 18,500 registered users, 1,240 of them of the last 30 days, and 150 customers. */
const acme: Cast = {
  places: [
    ['US', 'North America'],
    ['CA', 'North America'],
    ['GB', 'EMEA'],
    ['DE', 'EMEA'],
    ['AU', 'APAC'],
    ['FR', 'EMEA'],
    ['IN', 'APAC'],
    ['BR', 'Latin America'],
    ['JP', 'APAC'],
    ['MX', 'Latin America'],
    ['SG', 'APAC'],
    ['ZA', 'EMEA'],
  ],
  accounts: { free: 5, pro: 70, workflow: 50, enterprise: 25 },
  users: { free: 11_900, pro: 3300, workflow: 2200, enterprise: 1100 },
  signups: [1240, 1172],
}

/** A mid-size tenant that loses momentum. */
const globex: Cast = {
  places: [
    ['DE', 'EMEA'],
    ['FR', 'EMEA'],
    ['NL', 'EMEA'],
    ['PL', 'EMEA'],
    ['US', 'North America'],
    ['AT', 'EMEA'],
    ['ES', 'EMEA'],
    ['MT', 'EMEA'],
  ],
  accounts: { free: 2, pro: 22, workflow: 16, enterprise: 8 },
  users: { free: 2300, pro: 620, workflow: 440, enterprise: 240 },
  signups: [226, 271],
}

/** Next to nobody, and nobody who came of late. */
const initech: Cast = {
  places: [['US', 'North America']],
  accounts: { free: 0, pro: 2, workflow: 1, enterprise: 0 },
  users: { free: 2, pro: 6, workflow: 4, enterprise: 0 },
  signups: [0, 0],
}

/** The people of the demo tenants, by slug. */
export const casts: Readonly<Record<string, Cast>> = { acme, globex, initech }

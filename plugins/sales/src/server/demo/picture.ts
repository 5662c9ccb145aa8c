/** A demo tenant as its dashboards shall show it; "now" is the last 90 days. */
export interface Picture {
  readonly reps: readonly { readonly name: string; readonly team: string; readonly quota: number }[]
  readonly won: number
  readonly lost: number
  /** Mean amount and mean days of the deals won. */
  readonly size: number
  readonly cycle: number
  readonly open: number
  readonly stalled: number
  /** How many times the deals to close in the quarter cover what is left of its quota, where there are enough of them. */
  readonly coverage: number
  /** What is made of a working day by each: calls, mails, meetings. */
  readonly daily: readonly [calls: number, emails: number, meetings: number]
}

const acme: Picture = {
  reps: [
    { name: 'Ada Moreno', team: 'Enterprise', quota: 78_000 },
    { name: 'Noah Fischer', team: 'Enterprise', quota: 72_000 },
    { name: 'Priya Nair', team: 'Mid-market', quota: 60_000 },
    { name: 'Tom Okafor', team: 'Mid-market', quota: 54_000 },
  ],
  won: 13,
  lost: 41,
  size: 17_200,
  cycle: 62,
  open: 38,
  stalled: 5,
  coverage: 3.35,
  daily: [6, 11, 2],
}

const globex: Picture = {
  reps: [
    { name: 'Lena Vogt', team: 'DACH', quota: 34_000 },
    { name: 'Marek Nowak', team: 'DACH', quota: 30_000 },
    { name: 'Chloé Petit', team: 'France', quota: 26_000 },
  ],
  won: 5,
  lost: 26,
  size: 8200,
  cycle: 84,
  open: 17,
  stalled: 6,
  coverage: 1.6,
  daily: [4, 6, 1],
}

/** What is laid in each demo tenant, by its slug; the smallest one sells to nobody. */
export const pictures: Readonly<Record<string, Picture>> = { acme, globex }

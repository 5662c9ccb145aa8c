/** The day the data ends before, and the days it covers. */
export const lastDay = '2026-11-01'
export const days = 365
export const users = 200_000
export const accountsPerTenant = 400

/** Share of each event in all events, most frequent first. */
export const eventShares: Readonly<Record<string, number>> = {
  page_viewed: 0.42,
  product_viewed: 0.17,
  connection_begun: 0.1,
  connection_made: 0.08,
  search_made: 0.08,
  cart_filled: 0.05,
  order_placed: 0.04,
  signed_in: 0.03,
  connection_failed: 0.02,
  signed_up: 0.01,
}
export const providers = ['google', 'meta', 'microsoft', 'linkedin'] as const
export const errors = ['access_denied', 'timeout', 'invalid_scope', 'rate_limited', 'server_error'] as const
export const plans = ['free', 'team', 'business'] as const
export const segments = ['enterprise', 'mid_market', 'smb'] as const

/** A tenant of the generated data. */
export interface BenchTenant {
  readonly id: string
  readonly slug: string
  /** Its part of all events, by Zipf's law with exponent 1.1. */
  readonly share: number
}

const weights = Array.from({ length: 20 }, (_, index) => 1 / (index + 1) ** 1.1)
const total = weights.reduce((a, b) => a + b, 0)

/** Twenty tenants, largest first: the first holds about 31 % of the events, the last about 1 %. */
export const tenants: readonly BenchTenant[] = weights.map((weight, index) => ({
  id: `00000000-0000-4000-8000-${(index + 1).toString(16).padStart(12, '0')}`,
  slug: `bench-${String(index + 1).padStart(2, '0')}`,
  share: weight / total,
}))

/** The largest tenant, one of middle size with about 3 % of the events, and the smallest. */
export const largeTenant = tenants[0] as BenchTenant
export const middleTenant = tenants[7] as BenchTenant
export const smallTenant = tenants[19] as BenchTenant

/** Questions of one tenant and kind: those that run, and those that wait before another one. */
export interface Load {
  /** How long each has run, in milliseconds. */
  readonly running: readonly number[]
  readonly ahead: number
  /** Mean of the latest, in milliseconds; null where there was none. */
  readonly usual: number | null
}

/** What one tenant has to do. */
export interface TenantLoad {
  readonly quick: Load
  readonly long: Load
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** How long one is expected to take: as the latest did or, where there were none, as long as those that run have. */
export function lengthOf({ running, usual }: Load): number {
  return usual ?? (running.length === 0 ? 0 : sum(running) / running.length)
}

/** What has run for long is expected to run as long again, anything else for half its usual length. */
function leftOf(load: Load): number {
  const half = lengthOf(load) / 2
  return sum(load.running.map((elapsed) => Math.max(elapsed, half)))
}

const workOf = (load: Load) => leftOf(load) + load.ahead * lengthOf(load)

/** Expected wait behind all that tenants have to do, in milliseconds, where so many may run at once. */
export function waitBehind(
  loads: readonly TenantLoad[],
  of: { readonly limit: number; readonly quick: boolean },
): number {
  const { limit, quick } = of
  const ofQuick = sum(loads.map((load) => workOf(load.quick)))
  if (!quick) return (ofQuick + sum(loads.map((load) => workOf(load.long)))) / (limit - Math.floor(limit / 3))
  // why: a quick one overtakes the long ones that wait, and has the turns that those running leave
  const free = limit - sum(loads.map(({ long }) => long.running.length))
  return free > 0 ? ofQuick / free : (ofQuick + sum(loads.map(({ long }) => leftOf(long)))) / limit
}

import type { Aggregate, Lifecycle } from '@tessera/plugin-api/server'

const known = new WeakMap<Lifecycle['lifecycle'], Aggregate>()

/** The distinct count of the actors that a lifecycle calls active: what a rollup keeps of it. */
export function activeOf({ fact, lifecycle }: Lifecycle): Aggregate {
  const { actor, where } = lifecycle
  const active: Aggregate = known.get(lifecycle) ?? {
    kind: 'distinct',
    fact,
    value: actor,
    ...(where ? { where } : {}),
  }
  known.set(lifecycle, active)
  return active
}

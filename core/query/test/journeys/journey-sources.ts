import { sql } from 'kysely'
import {
  derived,
  distinct,
  lifecycle,
  movements,
  ratio,
  retention,
  snapshot,
  type LifecycleMeasures,
  type MetricSource,
  type MovementMeasures,
} from '@tessera/plugin-api/server'
import { returns, type Return } from './retention-oracle.ts'
import { facts, isEvent } from './world.ts'

function retained(name: string, { start, back, byDay, periods, brackets, ...rest }: Return): [string, MetricSource][] {
  const made = retention({
    fact: byDay ? facts.days : facts.visits,
    actor: 'user_id',
    start: isEvent(...start),
    back: isEvent(...back),
    ...rest,
    ...(periods === undefined ? {} : { periods }),
    ...(brackets ? { brackets } : {}),
  })
  const numbers = Array.from({ length: brackets?.length ?? (periods ?? 0) + 1 }, (_, n) => n)
  return [
    ...numbers.map((n): [string, MetricSource] => [`${name}_at${n}`, made.at(n)]),
    [`${name}_matrix`, made.matrix()],
  ]
}

export const retentionSources: Readonly<Record<string, MetricSource>> = Object.fromEntries(
  Object.entries(returns).flatMap(([name, spec]) => retained(name, spec)),
)

const lifecycleParts = ['new', 'returning', 'resurrected', 'churned'] as const
const done = isEvent('a', 'b')
const lived = (made: LifecycleMeasures, name: string) => lifecycleParts.map((part) => [`${name}_${part}`, made[part]()])

export const lifecycleSources: Readonly<Record<string, MetricSource>> = {
  ...Object.fromEntries(lived(lifecycle({ fact: facts.visits, actor: 'user_id', where: done }), 'visits')),
  ...Object.fromEntries(lived(lifecycle({ fact: facts.days, actor: 'user_id', where: done }), 'days')),
  visits_active: distinct(facts.visits, 'user_id', { where: done }),
}

export const movementParts = [
  'opening',
  'new',
  'reactivated',
  'expansion',
  'contraction',
  'churned',
  'closing',
] as const
const moved = (made: MovementMeasures, name: string) =>
  movementParts.flatMap((part) => [
    [`${name}_${part}`, made[part]()],
    [`${name}_${part}_entities`, made[part]({ count: 'entities' })],
  ])
const revenue = movements(facts.lines, { entity: 'account_id', value: 'value' })
const { opening, expansion, contraction, churned } = revenue

export const movementSources: Readonly<Record<string, MetricSource>> = {
  ...Object.fromEntries(moved(revenue, 'lines')),
  ...Object.fromEntries(moved(movements(facts.terms, { entity: 'account_id', value: 'value' }), 'terms')),
  open: snapshot(facts.lines, { sum: 'value' }, { where: (eb) => eb('account_id', 'is not', null) }),
  nrr: derived(
    { opening: opening(), expansion: expansion(), contraction: contraction(), churned: churned() },
    (v) => sql`(${v.opening} + ${v.expansion} - ${v.contraction} - ${v.churned}) / nullif(${v.opening}, 0)`,
  ),
  grr: derived(
    { opening: opening(), contraction: contraction(), churned: churned() },
    (v) => sql`(${v.opening} - ${v.contraction} - ${v.churned}) / nullif(${v.opening}, 0)`,
  ),
  logo_churn: ratio(churned({ count: 'entities' }), opening({ count: 'entities' })),
}

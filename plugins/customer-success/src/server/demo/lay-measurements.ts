import type { RecordInput } from '@tessera/plugin-api/server'
import { healthOf } from '../../score/health-of.ts'
import { riskOf } from '../../score/risk-of.ts'
import type { Rules } from '../../score/rules.ts'
import type { tables } from '../../tables.ts'
import type { Calendar } from './calendar.ts'
import { measuredHealth, measuredRisk, type Told } from './measure.ts'
import type { Plan } from './plan.ts'

type Measurement = RecordInput<(typeof tables)['measurements']>

/** A live account, and what is known of it without measurements. */
export interface Known {
  readonly plan: Plan
  readonly told: Told
}

type Shift = readonly [health: number, risk: number]

function measure({ plan, told }: Known, rules: Rules, [health, risk]: Shift) {
  const values = {
    ...measuredHealth(plan, told, { rules, goal: plan.health + health }),
    ...measuredRisk(plan, told, { rules, goal: plan.risk + risk }),
  }
  const scored = {
    health: healthOf({ ...told.health, ...values }, rules).score ?? 0,
    risk: riskOf({ ...told.risk, ...values }, rules).score ?? 0,
  }
  return { plan, values, off: [scored.health - plan.health, scored.risk - plan.risk] as const }
}

/**
 * Measurements that give accounts their planned scores. Where what is known of an account leaves no way to them, all others are moved a
 * little, so that the means are right. Those of a month ago were a little worse.
 */
export function layMeasurements(known: readonly Known[], rules: Rules, calendar: Calendar): Measurement[] {
  const all = (shift: Shift) => known.map((one) => measure(one, rules, shift))
  let shift: Shift = [0, 0]
  let now = all(shift)
  for (let turn = 0; turn < 8; turn += 1) {
    const mean = (which: 0 | 1) => now.reduce((sum, { off }) => sum + off[which], 0) / now.length
    shift = [shift[0] - mean(0), shift[1] - mean(1)]
    now = all(shift)
  }
  const before = known.map((one) => {
    const wave = 3 * Math.sin(one.plan.nth * 1.7)
    return measure(one, rules, [shift[0] - 1.4 + wave, shift[1] + 1.1 - wave / 2])
  })
  const rows = (list: typeof now, dayOf: (plan: Plan) => number) =>
    list.flatMap(({ plan, values }) =>
      Object.entries(values).map(([input, value]) => ({
        account_id: plan.account.id,
        input: input as Measurement['input'],
        measured_on: calendar.date(dayOf(plan)),
        value,
      })),
    )
  return [...rows(before, () => -40), ...rows(now, ({ nth }) => -4 - (nth % 27))]
}

import type { Cell, ChangePart, PeriodValue } from '@tessera/plugin-api/wire'

/** Numerator and denominator of one group in both periods; a sum has no denominators. */
export interface Group {
  readonly key: Cell
  readonly before: Parts
  readonly now: Parts
}

export interface Parts {
  readonly n: number | null
  readonly d: number | null
}

export interface SplitChange {
  readonly parts: readonly ChangePart[]
  readonly overlap: number
  readonly concentration: number
}

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const sum = (groups: readonly Group[], of: (group: Group) => number | null) => sumOf(groups.map((g) => of(g) ?? 0))

const rateOf = ({ n, d }: Parts) => (d ? (n ?? 0) / d : null)

/** Value of a ratio's parts, as a query shows it: null where one of them is unknown or the denominator is 0. */
export function ratioValue(parts: Parts): PeriodValue {
  const { n, d } = parts
  return { value: n === null ? null : rateOf(parts), numerator: n, denominator: d }
}

/** Value of a sum. */
export const sumValue = ({ n }: Parts): PeriodValue => ({ value: n, numerator: null, denominator: null })

/**
 * How concentrated effects are: the sum of their squared shares (Herfindahl), scaled so that equal effects give 0 and a
 * single one gives 1.
 */
export function concentrationOf(effects: readonly number[]): number {
  const whole = sumOf(effects.map(Math.abs))
  if (whole === 0 || effects.length < 2) return 0
  const squared = sumOf(effects.map((effect) => (Math.abs(effect) / whole) ** 2))
  const even = 1 / effects.length
  return Math.max(0, (squared - even) / (1 - even))
}

/** What the parts leave unexplained; differences of rounding count as nothing. */
function remainder(change: number, parts: readonly ChangePart[], scale: number): number {
  const left = change - sumOf(parts.map((part) => part.effect))
  return Math.abs(left) <= 1e-9 * Math.max(Math.abs(scale), Math.abs(change)) ? 0 : left
}

function ranked(parts: readonly ChangePart[]): ChangePart[] {
  return parts.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
}

function finish(parts: readonly ChangePart[], change: number, scale: number): SplitChange {
  return {
    parts: ranked(parts),
    overlap: remainder(change, parts, scale),
    concentration: concentrationOf(parts.map((part) => part.effect)),
  }
}

/**
 * Splits the change of a ratio. With weights w = d/Σd and values r = n/d of each group, before and now, the rate effect is
 * (w0 + w1)/2 · (r1 − r0) and the mix effect (w1 − w0) · ((r0 + r1)/2 − (R0 + R1)/2), R being the value over all groups. A
 * group that is missing in one period takes its value from the other, so that it is all mix. What a group counts without
 * any denominator is rate. The effects add up to R1 − R0; where groups overlap, that is not yet the metric's own change.
 */
export function splitRatio(groups: readonly Group[], change: number): SplitChange {
  const before = sum(groups, (g) => g.before.d)
  const now = sum(groups, (g) => g.now.d)
  const share = (part: number | null, whole: number) => (whole === 0 ? 0 : (part ?? 0) / whole)
  const middle =
    (share(
      sum(groups, (g) => g.before.n),
      before,
    ) +
      share(
        sum(groups, (g) => g.now.n),
        now,
      )) /
    2
  const parts = groups.map((group): ChangePart => {
    const [was, is] = [rateOf(group.before), rateOf(group.now)]
    const own = ((was ?? is ?? middle) + (is ?? was ?? middle)) / 2
    const moved = share(group.now.d, now) - share(group.before.d, before)
    const contributed = share(group.now.n, now) - share(group.before.n, before)
    const rate = contributed - moved * own
    const mix = moved * (own - middle)
    const values = { before: ratioValue(group.before), now: ratioValue(group.now) }
    return { key: group.key, ...values, effect: rate + mix, rate, mix }
  })
  return finish(parts, change, middle)
}

/** Splits the change of a sum or count: each group's own change. */
export function splitSum(groups: readonly Group[], change: number): SplitChange {
  const parts = groups.map(({ key, before, now }): ChangePart => {
    const effect = (now.n ?? 0) - (before.n ?? 0)
    return { key, before: sumValue(before), now: sumValue(now), effect, rate: null, mix: null }
  })
  return finish(
    parts,
    change,
    sum(groups, (g) => g.now.n),
  )
}

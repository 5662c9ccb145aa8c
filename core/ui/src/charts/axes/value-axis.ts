import { scaleLinear } from '@visx/scale'
import { axisFactor, axisFormat } from '../../format/axis-format.ts'
import type { NumberFormat } from '../../format/format-context.ts'
import { round } from '../chart-text.tsx'

/** A tick of an axis of values: its place in pixels and its text. */
export interface ValueTick {
  readonly at: number
  readonly text: string
}

/** An axis of values: places them in pixels, and names round ones. */
export interface ValueAxis {
  readonly place: (value: number) => number
  readonly ticks: readonly ValueTick[]
}

/** An axis over `domain` from one pixel to another; its ends are round, its ticks about `apart` pixels from each other. */
export function valueAxis(
  domain: readonly [number, number],
  [from, to]: readonly [number, number],
  { apart, ...format }: NumberFormat & { readonly apart: number },
): ValueAxis {
  const count = Math.max(2, Math.min(5, Math.floor(Math.abs(to - from) / apart)))
  const scaled = (by: number) =>
    scaleLinear({ domain: domain.map((value) => value * by), range: [from, to] }).nice(count)
  const most = (values: readonly number[]) => Math.max(...values.map(Math.abs))
  // why: rounded up to 50 hours the axis is written in days, of which its ticks are to be round
  const rough = axisFactor(most(domain), format.unit)
  const factor = axisFactor(most(scaled(rough).domain()) / rough, format.unit)
  const axis = scaled(factor)
  const place = (value: number) => axis(value * factor)
  // why: half a ticket is none
  const isWhole = (format.unit === undefined || format.unit === 'count') && domain.every(Number.isInteger)
  const ticks = axis
    .ticks(count)
    .map((tick) => tick / factor)
    .filter((tick) => !isWhole || Number.isInteger(tick))
  const write = axisFormat(ticks, format)
  return { place, ticks: ticks.map((tick) => ({ at: round(place(tick)), text: write(tick) })) }
}

import type { Goalposts } from './health-inputs.ts'
import type { Ramp } from './risk-indicators.ts'

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
const between = (value: number, from: number, to: number) => within((value - from) / (to - from), 0, 1)

/** Points from 0 to 100 of a value, by straight lines between the goalposts. They may fall as well as rise. */
export function pointsOf(value: number, [zero, fifty, hundred]: Goalposts): number {
  const isBeyondFifty = (value - fifty) * (hundred - zero) >= 0
  return isBeyondFifty ? 50 + 50 * between(value, fifty, hundred) : 50 * between(value, zero, fifty)
}

/** The value that is worth so many points: what `pointsOf` takes, from 0 to 100. */
export function valueAt(points: number, [zero, fifty, hundred]: Goalposts): number {
  const given = within(points, 0, 100)
  return given >= 50 ? fifty + ((hundred - fifty) * (given - 50)) / 50 : zero + ((fifty - zero) * given) / 50
}

/** How much an indicator says, from 0 to 1. */
export function rampOf(value: number, [none, full]: Ramp): number {
  return between(value, none, full)
}

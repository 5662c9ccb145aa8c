import type { Fixture, FixtureAsk } from '@tessera/plugin-api/wire'
import { filterWords } from '../query/filter-words.ts'
import { compareWords } from '../state/compare-presets.ts'
import { rangeWords } from '../state/range-presets.ts'

type NameOf = (name: string) => string

/** What of a question has words of its own; anything else is written as it stands. */
const told = new Set(['time', 'dimensions', 'filters', 'segments', 'compare', 'top', 'samples', 'order'])

/** What a fixture asks, a line for each part: its range and grain, then all that is set. */
export function askWords({ ask = {} }: Pick<Fixture, 'ask'>, nameOf: NameOf): readonly string[] {
  const { time, dimensions = [], filters, segments = [], compare = [], top, samples } = ask
  const rest = Object.keys(ask).filter((key) => !told.has(key)) as (keyof FixtureAsk)[]
  const range = time ? rangeWords(time.range) : 'Everything so far'
  const by = time?.grain === 'auto' ? 'by a grain that fits' : `by ${time?.grain}`
  const grain = time?.grain === undefined ? 'in one total' : by
  const zone = time?.timeZone === undefined ? '' : `, days of ${time.timeZone}`
  return [
    `${range}, ${dimensions.length > 0 && time?.grain === undefined ? 'over the whole span' : grain}${zone}`,
    ...(dimensions.length > 0 ? [`for each ${dimensions.map(nameOf).join(' and ')}`] : []),
    ...(filters ? [`where ${filterWords(filters, { nameOf })}`] : []),
    ...(segments.length > 0 ? [`within ${segments.map(nameOf).join(' and ')}`] : []),
    ...(compare.length > 0 ? [`beside: ${compareWords(compare).toLowerCase()}`] : []),
    ...(top
      ? [
          `the ${top.dir === 'asc' ? 'smallest' : 'largest'} ${top.n} of ${nameOf(top.dimension)}${top.other ? ', the others together' : ''}`,
        ]
      : []),
    ...(samples ? ['with the number of observations'] : []),
    ...rest.map((key) => `${key}: ${JSON.stringify(ask[key])}`),
  ]
}

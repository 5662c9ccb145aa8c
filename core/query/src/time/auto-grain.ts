import { grains, type Grain } from '@tessera/plugin-api/wire'
import type { Calendar } from './calendar.ts'
import { countUnits } from './count-units.ts'
import type { Span } from './span.ts'

/** Most buckets of a span whose grain is left to us: so many points can be told from their neighbours on a card. */
export const mostPoints = 92

/** The finest grain, from `finest` on, that cuts a span into at most 92 buckets; years where none does. */
export function autoGrain(span: Span, finest: Grain, calendar: Calendar): Grain {
  const coarser = grains.slice(grains.indexOf(finest))
  return coarser.find((grain) => countUnits(span, grain, calendar) <= mostPoints) ?? 'year'
}

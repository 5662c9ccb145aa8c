import type { Questions } from '@tessera/plugin-api/server'
import type { Frame } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import type { metrics } from '../../metrics.ts'

/** Name in an answer → metric. */
export type Named = Readonly<Record<string, keyof typeof metrics>>
type Figures<Names extends Named> = { [Name in keyof Names]: number | null }

const figure = z.number().nullable()

/** The shape of figures under their names. */
export function shapeOf<const Names extends Named>(names: Names): { [Name in keyof Names]: typeof figure } {
  return Object.fromEntries(Object.keys(names).map((name) => [name, figure])) as {
    [Name in keyof Names]: typeof figure
  }
}

/** The span of time an answer is about. */
export const span = {
  from: z.iso.date(),
  to: z.iso.date().describe('the day after the last one'),
  timeZone: z.string(),
}

/** The span as a frame says it. Complete days begin and end at midnight. */
export function spanOf({ meta }: Pick<Frame, 'meta'>) {
  return { from: meta.range.from.slice(0, 10), to: meta.range.to.slice(0, 10), timeZone: meta.timeZone }
}

const numberOf = (cell: unknown) => (cell === null || cell === undefined ? null : Number(cell))

interface Asked<Names> {
  readonly names: Names
  readonly days: number
  /** Dimension the figures are broken down by, by its full id. */
  readonly by?: string
  readonly grain?: 'day'
}

/** Figures of complete days: each row with its key, which is the day or the value of the dimension, null for a total. */
export async function figuresOf<const Names extends Named>(
  { query }: Pick<Questions, 'query'>,
  { names, days, by, grain }: Asked<Names>,
): Promise<{
  readonly frame: Frame
  readonly rows: { readonly key: string | null; readonly figures: Figures<Names> }[]
}> {
  const frame = await query({
    metrics: Object.values(names).map((name) => ({ id: `saas-metrics.${name}` })),
    ...(by === undefined ? {} : { dimensions: [by] }),
    time: { range: { last: days, unit: 'day' }, ...(grain ? { grain } : {}) },
  })
  const first = by === undefined && !grain ? 0 : 1
  const rows = frame.rows.map((row) => ({
    key: first === 0 || row[0] === null || row[0] === undefined ? null : String(row[0]),
    figures: Object.fromEntries(
      Object.keys(names).map((name, at) => [name, numberOf(row[first + at])]),
    ) as Figures<Names>,
  }))
  return { frame, rows }
}

import type { TextRows } from '@tessera/database'

/** Writes rows into a file, part by part. */
export interface RowWriter {
  /** The columns are the same each time. */
  readonly add: (part: TextRows) => Promise<void>
  readonly end: () => Promise<void>
}

/** A column, as `TextRows` tells it. */
export type TextColumn = TextRows['columns'][number]

type Kind = 'boolean' | 'integer' | 'long' | 'float' | 'numeric' | 'date' | 'instant' | 'json' | 'text'

/** By OID of the type; they are the same in every PostgreSQL. */
const kinds: Readonly<Record<number, Kind>> = {
  16: 'boolean',
  20: 'long',
  21: 'integer',
  23: 'integer',
  114: 'json',
  700: 'float',
  701: 'float',
  1082: 'date',
  1184: 'instant',
  1700: 'numeric',
  3802: 'json',
}

/** What the values of a column are, where files can say it; all else is text. */
export function kindOf({ type }: Pick<TextColumn, 'type'>): Kind {
  return kinds[type] ?? 'text'
}

/** An instant as PostgreSQL writes it, in any zone, as ISO text in UTC with all its digits. One that ISO cannot say stays as it is. */
export function isoInstant(text: string): string {
  const [, day, time, digits = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d(?::\d\d)?)$/.exec(text) ?? []
  if (day === undefined) return text
  const at = new Date(`${day}T${time}${zone.length === 3 ? `${zone}:00` : zone}`)
  return `${at.toISOString().slice(0, -5)}${digits}Z`
}

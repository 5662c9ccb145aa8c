import pg from 'pg'

const oid = { int8: 20, date: 1082, timestamp: 1114, numeric: 1700, interval: 1186 }

/** A decimal as a number where a double holds all its digits, as text where it would be rounded. */
export function exactNumber(text: string): number | string {
  // why: nearly all numbers are short, and looking at their digits costs more than reading them
  if (text.length <= 15 && Number.isFinite(Number(text))) return Number(text)
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
  return digits.length <= 15 && Number.isFinite(Number(text)) ? Number(text) : text
}

const asText = (text: string) => text
const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, exactNumber],
  [oid.numeric, exactNumber],
  [oid.date, asText],
  [oid.timestamp, asText],
  [oid.interval, asText],
])

/** One way to read column values on every engine: dates stay text, whole numbers and decimals are never rounded. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format: 'text' | 'binary' = 'text') =>
    (format === 'text' && parsers.get(id)) || pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
}

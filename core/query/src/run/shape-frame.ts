import { hash } from 'node:crypto'
import type {
  Bucket,
  Cell,
  ComparedRange,
  Frame,
  FrameColumn,
  FrameTotal,
  KeptValues,
  RecordedSpan,
  UnreadableRows,
} from '@tessera/plugin-api/wire'
import type { TenantContext } from '@tessera/plugin-api/server'
import type { Lives } from '../compile/fill.ts'
import type { Statement } from '../compile/statement.ts'
import type { AnswerColumn } from '../resolve/answer-columns.ts'
import { rulesInForce, type SettingsSet } from '../resolve/resolve-rules.ts'
import { errorOfFormula } from '../resolve/error-of-formula.ts'
import { additivityOf } from '../additivity-of.ts'
import { sentValue } from '../resolve/filter-values.ts'
import type { Kept, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { ResolvedTime } from '../time/resolve-time.ts'
import type { Slot } from '../time/buckets.ts'
import { instantText } from '../time/instant-text.ts'
import type { ComparedTime } from '../time/compare-span.ts'
import { longerBuckets } from '../time/longer-slots.ts'
import { describeSpan } from '../time/span.ts'
import { sourcesOf } from './sources-of.ts'
import { targetOver } from './target-for.ts'
import { boundOfRow, targetOfColumn, type FoundRows } from './target-of.ts'

/** A row as the database gives it. */
export type Row = Readonly<Record<string, unknown>>

function timeColumn(query: ResolvedQuery): FrameColumn[] {
  const { grain } = query.time
  if (grain === null) return []
  const type = grain === 'minute' || grain === 'hour' ? 'instant' : 'date'
  return [{ name: 'time', role: 'time', type, title: 'Time' }]
}

function valueColumn(column: AnswerColumn, query: ResolvedQuery, found: FoundRows): FrameColumn {
  const metric = query.metrics[column.metric]?.metric
  const info = metric?.info
  const additivity = metric?.source ? additivityOf(metric.source) : undefined
  const compared = column.comparison === null ? undefined : query.time.comparisons[column.comparison]?.key
  const comparison = column.role === 'target' ? 'target' : compared
  const isSample = column.role === 'sample'
  const isBeside = isSample || column.role === 'margin'
  const target = isBeside ? {} : targetOfColumn(query.metrics[column.metric], query, found)
  const isOwn = column.role === 'metric' && Object.keys(target).length === 0
  const over = isOwn ? targetOver(query.metrics[column.metric], query) : null
  const formula = query.metrics[column.metric]?.formula
  // why: the sample of a ratio is its denominator, which may be estimated itself
  const counted = isSample ? (formula?.is === 'ratio' ? formula.denominator : undefined) : formula
  const error = counted && column.role !== 'target' && column.role !== 'margin' ? errorOfFormula(counted) : undefined
  return {
    name: column.name,
    role: column.role === 'target' ? 'comparison' : column.role,
    type: 'number',
    title: info?.title ?? column.name,
    unit: isSample ? 'count' : (info?.unit ?? 'count'),
    direction: isBeside ? 'neutral' : (info?.direction ?? 'neutral'),
    ...(additivity === undefined || isBeside ? {} : { additivity }),
    ...(info ? { metric: info.id } : {}),
    ...(column.role === 'metric' || target.target === undefined ? {} : { target: target.target }),
    ...(column.role === 'metric' ? target : {}),
    ...(over ? { targetOver: over } : {}),
    ...(info?.minSample !== undefined && column.role === 'metric' ? { minSample: info.minSample } : {}),
    ...(comparison === undefined ? {} : { comparison }),
    ...(error === undefined ? {} : { error }),
  }
}

function foundRows(statement: Statement, rows: readonly Row[]): FoundRows {
  const own = statement.columns.flatMap(({ role }, index) => (role === 'metric' ? [`c${index + 1}`] : []))
  return {
    own: own.map((name) => (rows[0]?.[name] ?? null) as Cell),
    parts: () => new Set(rows.flatMap((row) => (row['d1'] === null ? [] : [String(row['d1'])]))),
  }
}

function columnsOf(query: ResolvedQuery, statement: Statement, rows: readonly Row[]): FrameColumn[] {
  const dimensions = query.dimensions.map((d): FrameColumn => ({
    name: d.id,
    role: d.restOf === undefined ? 'dimension' : 'other',
    type: d.type,
    title: d.title,
    ...(Object.keys(d.labels).length > 0 ? { labels: d.labels } : {}),
    ...(Object.keys(d.colors).length > 0 ? { colors: d.colors } : {}),
  }))
  const found = foundRows(statement, rows)
  return [...timeColumn(query), ...dimensions, ...statement.columns.map((column) => valueColumn(column, query, found))]
}

/** Buckets that are over; slots are shared by many answers. */
const finished = new WeakMap<Slot, Bucket>()

function bucketOf(slot: Slot, partial: boolean): Bucket {
  const known = partial ? undefined : finished.get(slot)
  if (known) return known
  const bucket = {
    label: slot.label,
    ...(slot.title === undefined ? {} : { title: slot.title }),
    fromInstant: instantText(slot.from),
    toInstant: instantText(slot.to),
    partial,
  }
  if (!partial) finished.set(slot, bucket)
  return bucket
}

function bucketsOf({ time: { slots, now } }: ResolvedQuery): Bucket[] {
  return slots.map((slot) => bucketOf(slot, slot.clipped || Temporal.Instant.compare(slot.to, now) > 0))
}

/** Latest moment that every fact of the query has reached. */
function watermarkOf(lives: Lives): string | null {
  const ends = [...lives.values()]
  if (ends.length === 0 || ends.includes(null)) return null
  const last = ends.flatMap((life) => (life ? [life.last] : []))
  return last.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b)).toString()
}

/** From the first row of any fact to the last. */
function recordedOf(lives: Lives): { recorded?: RecordedSpan } {
  const known = [...lives.values()].filter((life) => life !== null)
  const [first] = known.map((life) => life.first).toSorted(Temporal.Instant.compare)
  const last = known
    .map((life) => life.last)
    .toSorted(Temporal.Instant.compare)
    .at(-1)
  return first && last ? { recorded: { first: first.toString(), last: last.toString() } } : {}
}

/** First 16 hex digits of the SHA-256 of a statement without its parameters. */
export function digestOf(sqlText: string): string {
  return hash('sha256', sqlText, 'hex').slice(0, 16)
}

/** A row of the database as it stands in a frame of the given time and dimensions; what the row does not keep is null. */
export function cellsOf(
  row: Row,
  of: { readonly query: ResolvedQuery; readonly statement: Statement; readonly frame?: ResolvedQuery },
): Cell[] {
  const { query, statement, frame = query } = of
  const slot = query.time.grain === null ? undefined : query.time.slots[Number(row['ordinal']) - 1]
  const label = slot?.label ?? null
  const dimensions = frame.dimensions.map(({ id }) => {
    const place = query.dimensions.findIndex((dimension) => dimension.id === id)
    return place < 0 ? null : sentValue(row[`d${place + 1}`] as Cell)
  })
  const own = query.dimensions.map((_, index) => sentValue(row[`d${index + 1}`] as Cell))
  const span = query.time.grain === null ? query.time.span : slot
  const values = statement.columns.map((column, index) =>
    column.role === 'target'
      ? boundOfRow(query.metrics[column.metric], query, { span, values: own })
      : (row[`c${index + 1}`] as Cell),
  )
  return [...(frame.time.grain === null ? [] : [label]), ...dimensions, ...values]
}

export interface Answered {
  readonly query: ResolvedQuery
  readonly statement: Statement
  readonly rows: readonly Row[]
  readonly totals: readonly FrameTotal[]
  readonly lives: Lives
  readonly settings: SettingsSet
  readonly sqlText: string
  readonly tenant: TenantContext
  readonly durationMs: number
  readonly unreadable?: readonly UnreadableRows[]
  /** Of the next page, where the answer is paged. */
  readonly cursor?: string | null
}

function calendarName({ periods, yearStartMonth }: ResolvedTime['calendar']): { calendar?: string } {
  if (periods) return { calendar: periods.id }
  return yearStartMonth === undefined ? {} : { calendar: 'fiscal' }
}

function comparedRange(compared: ComparedTime, time: ResolvedTime): ComparedRange {
  const longer = longerBuckets(compared, time)
  return { key: compared.key, range: describeSpan(compared.span), ...(longer.length > 0 ? { longer } : {}) }
}

function keptValues({ dimension, values, more, other }: Kept): KeptValues {
  return { dimension, kept: values.length, more, other }
}

/** Turns the database's rows into the frame that travels to the reader. */
export function shapeFrame(answered: Answered): Frame {
  const { query, statement, rows } = answered
  const truncated = rows.length >= statement.rowLimit
  const shown = truncated ? rows.slice(0, statement.rowLimit - 1) : rows
  const { time } = query
  return {
    columns: columnsOf(query, statement, shown),
    rows: shown.map((row) => cellsOf(row, { query, statement })),
    ...(query.totals.length > 0 ? { totals: answered.totals } : {}),
    meta: {
      range: describeSpan(time.span),
      timeZone: time.calendar.timeZone,
      weekStart: time.calendar.weekStart,
      ...calendarName(time.calendar),
      grain: time.grain,
      now: time.now.toString(),
      buckets: time.grain === null ? [] : bucketsOf(query),
      comparisons: time.comparisons.map((compared) => comparedRange(compared, time)),
      ...(query.kept ? { top: keptValues(query.kept) } : {}),
      ...sourcesOf(statement.sources),
      watermark: watermarkOf(answered.lives),
      ...recordedOf(answered.lives),
      currency: answered.tenant.currency,
      ...(query.rules.length === 0 ? {} : { rules: rulesInForce(query.rules, answered.settings) }),
      ...(query.sourcesOff.length === 0 ? {} : { sourcesOff: query.sourcesOff }),
      ...(answered.unreadable?.length ? { unreadable: answered.unreadable } : {}),
      truncated,
      ...(query.limit === null ? {} : { nextCursor: answered.cursor ?? null }),
      sqlDigest: digestOf(answered.sqlText),
      durationMs: answered.durationMs,
      cache: 'miss',
    },
  }
}

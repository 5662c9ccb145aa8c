import { z } from 'zod'
import { eventSchema, type EventInput } from './event.ts'
import type { Cell } from './frame.ts'
import type { MetricQuery } from './metric-query.ts'

/** What a fixture asks: a metric query without metric and totals. Own names stand without prefix, the metric is `value`. */
export type FixtureAsk = Omit<MetricQuery, 'metrics' | 'totals'>

/** One row of a table; `tenant_id` is added, and text in a UUID column is the id an event with that text would get. */
export type FixtureRow = Readonly<Record<string, unknown>>

/**
 * A worked example of a metric: what is recorded, what is asked, what must come out. All of it is JSON, so that the catalogue
 * shows it as it stands.
 */
export interface Fixture {
  /** One sentence: what the example proves. */
  readonly title: string
  /** The instant that is "now". */
  readonly asOf: string
  /** Settings of the tenant; UTC, weeks from Monday, fiscal years from January and USD where left out. */
  readonly tenant?: {
    readonly timeZone?: string
    readonly weekStart?: number
    readonly fiscalYearStartMonth?: number
    readonly currency?: string
  }
  readonly given: {
    /** Rows of tables by `schema.table`, written before the events. */
    readonly rows?: Readonly<Record<`${string}.${string}`, readonly FixtureRow[]>>
    /** Events as programs post them, in this order, one batch. */
    readonly events?: readonly EventInput[]
  }
  /** Everything up to now in one total when left out. */
  readonly ask?: FixtureAsk
  /**
   * All rows of the answer: `time`, dimensions by name, `value`, `value:<comparison>` and `value:n`. Their order counts only
   * where `ask` gives one.
   */
  readonly expect: readonly Readonly<Record<string, Cell>>[]
}

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const json = z.json()

/** Checks a fixture on its own; names of tables, dimensions and metrics are checked where they are known. */
export const fixtureSchema = z.strictObject({
  title: z.string().min(15, 'say in one sentence what the example proves').max(200),
  asOf: z.iso.datetime({ offset: true, message: 'write an ISO instant with offset: 2026-10-01T08:30:00Z' }),
  tenant: z
    .strictObject({
      timeZone: z.string().min(1).max(100),
      weekStart: z.int().min(1).max(7),
      fiscalYearStartMonth: z.int().min(1).max(12),
      currency: z.string().length(3),
    })
    .partial()
    .optional(),
  given: z
    .strictObject({
      rows: z
        .record(
          z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/, "tables read 'schema.table'"),
          z.array(z.record(z.string(), json)),
        )
        .optional(),
      events: z.array(eventSchema).optional(),
    })
    .refine(
      ({ rows = {}, events = [] }) => events.length + Object.values(rows).flat().length > 0,
      'give at least one row or event',
    ),
  ask: z.record(z.string(), json).optional(),
  expect: z.array(z.record(z.string(), cell).refine((row) => 'value' in row, "each expected row needs 'value'")),
})

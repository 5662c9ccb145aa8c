import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { ProblemError } from '@tessera/plugin-api'
import {
  decomposeRequestSchema,
  metricQuerySchema,
  rowsRequestSchema,
  type ExplainedMetric,
  type Frame,
  type MetricQuery,
} from '@tessera/plugin-api/wire'
import { compileStatement, maxRows } from './compile/statement.ts'
import { describeSource } from './describe-source.ts'
import type { QueryContext, QueryEngine, QueryEngineOptions } from './engine.ts'
import { queryErrors } from './errors.ts'
import type { ModelMetric } from './model.ts'
import { parseRequest as parse } from './parse-request.ts'
import { resolveQuery } from './resolve/resolve-query.ts'
import type { ResolvedQuery } from './resolve/resolved-query.ts'
import { readRollupView } from './rollup/rollup-view.ts'
import { explainCell } from './run/explain-cell.ts'
import { nextCursor, openPage } from './run/page-cursor.ts'
import { rankValues } from './run/rank-values.ts'
import { readCalendar } from './run/read-calendar.ts'
import { readDecomposition } from './run/read-decomposition.ts'
import { readLives } from './run/read-lives.ts'
import { readRows } from './run/read-rows.ts'
import { inOrder, runOverRange, splitTotals } from './run/run-totals.ts'
import { cursorSeal } from './run/seal-cursor.ts'
import { shapeFrame, type Row } from './run/shape-frame.ts'
import type { CalendarPeriods } from './time/periods.ts'
import { ownCalendarOf } from './time/resolve-time.ts'

/** An error of the database inside a plugin's SQL becomes a refusal that names the metric; the cause stays for the log. */
function named(error: unknown, query: MetricQuery): unknown {
  const code = (error as { code?: unknown }).code
  if (error instanceof ProblemError || typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return error
  const metric = query.metrics.map(({ id }) => id).join(', ')
  return Object.assign(queryErrors('query_failed', { metric }), { cause: error })
}

type Resolve = (query: MetricQuery) => ResolvedQuery

function describeMetric({ info, source, sourcePlugin }: ModelMetric): ExplainedMetric {
  const described = source ? describeSource(source, sourcePlugin) : null
  const { kind = null, additivity = null, formula = '' } = described ?? {}
  return { ...info, kind, additivity, formula }
}

/** A context with what is settled already when the transaction begins. */
interface Settled extends QueryContext {
  readonly now?: Date
  readonly resolved?: ResolvedQuery | null
}

/** Makes the engine that answers metric queries over a registry and a database. */
export function createQueryEngine(options: QueryEngineOptions): QueryEngine {
  const { model, database, answers, turns } = options
  const clock = options.now ?? (() => new Date())
  const seal = cursorSeal(options.secret ?? randomUUID())

  const resolver =
    (context: QueryContext, now: Date, periods: CalendarPeriods | null): Resolve =>
    (query) =>
      resolveQuery(query, model, { context, now, periods })
  /** Resolves a query where that takes no look into the database: not with a calendar of the tenant's own. */
  const resolveAtOnce = (query: MetricQuery, context: QueryContext, now: Date): ResolvedQuery | null =>
    ownCalendarOf(query) === null ? resolver(context, now, null)(query) : null

  /** Resolves a query and goes on in a transaction of the tenant; a calendar of the tenant's own is read there first. */
  const inTenant = async <T>(
    query: MetricQuery,
    context: Settled,
    run: (db: Kysely<never>, resolved: ResolvedQuery, resolve: Resolve) => Promise<T>,
  ) => {
    const { tenant, signal, now = clock() } = context
    const own = ownCalendarOf(query)
    // why: what is refused without a look into the database opens no transaction
    const resolved = context.resolved ?? resolveAtOnce(query, context, now)
    const work = async (db: Kysely<never>) => {
      const resolve = resolver(context, now, own === null ? null : await readCalendar(db, tenant.id, own))
      return run(db, resolved ?? resolve(query), resolve)
    }
    const transaction = () =>
      database.tenantTransaction(tenant.id, work, { readOnly: true, ...(signal ? { signal } : {}) })
    try {
      return await (turns ? turns.run({ tenantId: tenant.id, signal }, transaction) : transaction())
    } catch (error) {
      throw named(error, query)
    }
  }

  /** Everything before the statement runs: the ranking of `top`, the life of each fact, the compiled statement. */
  const prepare = async (
    db: Kysely<never>,
    resolved: ResolvedQuery,
    asked: { top: MetricQuery['top']; context: QueryContext },
  ) => {
    const { top, context } = asked
    const tenantId = context.tenant.id
    const viewed: ResolvedQuery['rollups'] | Promise<ResolvedQuery['rollups']> =
      context.rollups === 'off' ? 'off' : readRollupView(db, { ...resolved, tenantId }, options.rollups ?? [])
    // why: both are known before the rest, so they travel together
    const [rollups, lives] = await Promise.all([viewed, readLives(db, resolved, tenantId)])
    const sourced = { ...resolved, rollups }
    const kept = top ? await rankValues(db, sourced, { top, tenantId }) : null
    const query = { ...sourced, kept }
    const statement = compileStatement(query, tenantId, lives)
    return { query, lives, statement, compiled: statement.sql.compile(db) }
  }

  const compute = async (query: MetricQuery, context: Settled): Promise<Frame> => {
    const begin = performance.now()
    const { tenant } = context
    const after = openPage(query, tenant.id, seal)?.after ?? null
    const { compiled, ...answered } = await inTenant(query, context, async (db, resolved) => {
      const prepared = await prepare(db, { ...resolved, after }, { top: query.top, context })
      const { rows } = await db.executeQuery(prepared.compiled)
      const { totals, ...answer } = splitTotals(prepared, rows as Row[])
      const overRange = await runOverRange(db, prepared, tenant.id)
      return { ...prepared, ...answer, totals: inOrder(prepared.query, [...totals, ...overRange]) }
    })
    if (answered.query.limit === null && answered.rows.length > maxRows) {
      throw queryErrors('too_many_groups', { what: 'rows', limit: maxRows })
    }
    const durationMs = Math.round((performance.now() - begin) * 10) / 10
    const cursor = nextCursor({ ...answered, asked: query, tenantId: tenant.id }, seal)
    return shapeFrame({ ...answered, cursor, sqlText: compiled.sql, tenant, durationMs })
  }

  /** A query that asks for a further page is read as of the moment of the first. */
  const atPage = (asked: MetricQuery, context: QueryContext): MetricQuery => {
    if (asked.cursor === undefined) return asked
    const query = parse(metricQuerySchema, asked)
    const page = openPage(query, context.tenant.id, seal)
    return page && query.time ? { ...query, time: { ...query.time, now: page.now } } : query
  }

  return {
    run: async (question, context) => {
      const asked = atPage(question, context)
      if (!answers) return compute(parse(metricQuerySchema, asked), context)
      return answers.answer(asked, context, {
        clock,
        resolve: (now) => resolveAtOnce(parse(metricQuerySchema, asked), context, now),
        compute: (settled, signal) => compute(parse(metricQuerySchema, asked), { ...context, ...settled, signal }),
      })
    },
    rows: async (asked, context) => {
      const request = parse(rowsRequestSchema, asked)
      return inTenant(request.query, context, async (db, resolved) => {
        const { top } = request.query
        const kept = top ? await rankValues(db, resolved, { top, tenantId: context.tenant.id }) : null
        return readRows(db, { ...resolved, kept }, { request, context, seal })
      })
    },
    decompose: async (asked, context) => {
      const request = parse(decomposeRequestSchema, asked)
      return inTenant(request.query, context, (db, resolved, resolve) =>
        readDecomposition(db, resolved, { request, context, resolve }),
      )
    },
    explain: async (asked, context, at) => {
      const begin = performance.now()
      const query = parse(metricQuerySchema, asked)
      const { tenant } = context
      const { cell, compiled, ...prepared } = await inTenant(query, context, async (db, whole) => {
        const ready = await prepare(db, whole, { top: query.top, context })
        return { ...ready, cell: at ? await explainCell(db, ready.query, { query, at, context, seal }) : null }
      })
      const durationMs = Math.round((performance.now() - begin) * 10) / 10
      const { meta } = shapeFrame({ ...prepared, rows: [], totals: [], sqlText: compiled.sql, tenant, durationMs })
      const metrics = prepared.query.metrics.map(({ metric }) => describeMetric(metric))
      return { metrics, sql: compiled.sql, parameters: compiled.parameters, meta, cell }
    },
  }
}

import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { ProblemError } from '@tessera/plugin-api'
import {
  decomposeRequestSchema,
  metricQuerySchema,
  rowsRequestSchema,
  treeRequestSchema,
  type Frame,
  type MetricQuery,
} from '@tessera/plugin-api/wire'
import { assertBounded, isLarge } from './compile/assert-bounded.ts'
import { compileStatement, maxRows } from './compile/statement.ts'
import { describeMetric } from './describe-metric.ts'
import { canonical } from './cache/canonical.ts'
import { newTrace, noteRead, type Trace } from './cache/reads.ts'
import type { Computed } from './cache/frame-store.ts'
import { createHoldUps } from './cache/hold-ups.ts'
import { createTurns, type Turn } from './cache/turns.ts'
import type { QueryEngine, QueryEngineOptions } from './engine.ts'
import type { QueryContext } from './query-context.ts'
import type { TenantStatements } from './tenant-database.ts'
import { queryErrors } from './errors.ts'
import type { Reading, Settled } from './reading.ts'
import { parseRequest as parse } from './parse-request.ts'
import { careful } from './compile/readable.ts'
import { resolveQuery } from './resolve/resolve-query.ts'
import type { ResolvedQuery } from './resolve/resolved-query.ts'
import { withKept } from './resolve/with-kept.ts'
import { explainCell } from './run/explain-cell.ts'
import { countUnreadable } from './run/count-unreadable.ts'
import { nameFailure } from './run/name-failure.ts'
import { nextCursor, openPage } from './run/page-cursor.ts'
import { carefullyIfNeeded, evenRows } from './run/odd-values.ts'
import { rankValues } from './run/rank-values.ts'
import { readCalendar } from './run/read-calendar.ts'
import { readDecomposition } from './run/read-decomposition.ts'
import { readRows } from './run/read-rows.ts'
import { readTree } from './run/read-tree.ts'
import { inOrder, runOverRange, splitTotals } from './run/run-totals.ts'
import { cursorSeal } from './run/seal-cursor.ts'
import { shapeFrame } from './run/shape-frame.ts'
import { createStandings, type Standing } from './run/standing.ts'
import { written } from './run/statements.ts'
import { bucketsAbout } from './time/buckets-about.ts'
import type { CalendarPeriods } from './time/periods.ts'
import { ownCalendarOf } from './time/resolve-time.ts'

/** What makes a question the same when it is asked again: all but its moment. */
const sameAgain = ({ cursor: _, time, ...query }: MetricQuery) =>
  canonical({ ...query, ...(time ? { time: { ...time, now: undefined } } : {}) })

const usualTimeoutMs = 30_000
/** From so many buckets on, those of comparisons included, questions are resolved one after the other. */
const manyBuckets = 500
const mostAtDesk = 1_000

/** Makes the engine that answers metric queries over a registry and a database. */
export function createQueryEngine(options: QueryEngineOptions): QueryEngine {
  const { model, database, answers, turns } = options
  const clock = options.now ?? (() => new Date())
  const seal = cursorSeal(options.secret ?? randomUUID())
  const desk = createTurns({ total: 1, perTenant: 1, waiting: mostAtDesk })
  const standings = createStandings(database.dataVersionStatement)
  const holdUps = createHoldUps()

  const resolver =
    (context: QueryContext, now: Date, periods: CalendarPeriods | null): Reading['resolve'] =>
    (query) =>
      assertBounded(resolveQuery(query, model, { context, now, periods }))
  /** Resolves a query where that takes no look into the database: not with a calendar of the tenant's own. */
  const resolveAtOnce = (query: MetricQuery, context: QueryContext, now: Date): ResolvedQuery | null =>
    ownCalendarOf(query) === null ? resolver(context, now, null)(query) : null

  /** The same, one of many buckets after the other and tenants in turn, so that what else there is to do comes between. */
  const resolveInTurn = async (query: MetricQuery, context: Settled, now: Date): Promise<ResolvedQuery | null> => {
    if (bucketsAbout(query) < manyBuckets) return resolveAtOnce(query, context, now)
    const { signal, due, tenant } = context
    return desk.run({ tenantId: tenant.id, signal, due }, async () => {
      await setImmediate()
      return resolveAtOnce(query, context, now)
    })
  }

  /** Resolves a query and goes on in a transaction of the tenant; a calendar of the tenant's own is read there first. */
  const inTenant = async <T>(
    query: MetricQuery,
    context: Settled,
    run: (db: Kysely<never>, resolved: ResolvedQuery, more: Reading) => Promise<T>,
  ) => {
    const { tenant, signal, quick, due, trace, now = clock() } = context
    const own = ownCalendarOf(query)
    const question = sameAgain(query)
    holdUps.assertFree(tenant.id, question)
    // why: what is refused without a look into the database opens no transaction
    const resolved = context.resolved ?? (await resolveInTurn(query, context, now))
    const work = async (db: Kysely<never>, statements: TenantStatements) => {
      const resolvePlain = resolver(context, now, own === null ? null : await readCalendar(db, tenant.id, own))
      const resolve = (asked: MetricQuery) => (context.careful ? careful(resolvePlain(asked)) : resolvePlain(asked))
      const plain = resolved ?? resolvePlain(query)
      return run(db, context.careful ? careful(plain) : plain, { resolve, plain, statements })
    }
    const transaction = (turn?: Turn) =>
      database.tenantTransaction(tenant.id, work, {
        readOnly: true,
        ...(signal ? { signal } : {}),
        timeoutMs: Math.max(1, Math.ceil(due - performance.now())),
        ...(query.rules ? { rules: query.rules } : {}),
        ...(turn ? { onHeld: turn.hold } : {}),
        ...(trace ? { onRead: (tables) => noteRead(trace, tables) } : {}),
        onOverdue: () => holdUps.note(tenant.id, question),
      })
    try {
      return await (turns ? turns.run({ tenantId: tenant.id, signal, quick, due }, transaction) : transaction())
    } catch (error) {
      throw nameFailure(error, query)
    }
  }

  /** What may stand ready; not for a question with rules of its own, as aggregates were made by the tenant's. */
  const rollupsFor = ({ rollups }: QueryContext, { rules }: ResolvedQuery) =>
    rollups === 'off' || rules.some(({ asked }) => asked !== undefined) ? 'off' : (options.rollups ?? [])

  /** The statement of a query over data that stand so. */
  const compileOver = (resolved: ResolvedQuery, standing: Standing, tenantId: string) => {
    const { rollups, lives, settings, setTargets } = standing
    const query = { ...resolved, rollups, setTargets }
    const statement = compileStatement(query, tenantId, lives)
    const compiled = written(statement.sql)
    // why: where one table answers, the plan that suits one tenant suits all
    const prepared = statement.sources.every(({ kind }) => kind === 'rollup')
    return { query, lives, settings, statement, compiled, prepared }
  }

  /** Everything before the statement runs: how the data stand, the ranking of `top`, the compiled statement. */
  const prepare = async (
    db: Kysely<never>,
    resolved: ResolvedQuery,
    asked: {
      top: MetricQuery['top']
      context: QueryContext & { readonly trace?: Trace }
      statements: TenantStatements
    },
  ) => {
    const { top, context, statements } = asked
    const tenantId = context.tenant.id
    const rollups = rollupsFor(context, resolved)
    const standing = await standings.read(statements, { query: resolved, tenantId, rollups }, context.trace)
    const sourced = { ...resolved, rollups: standing.rollups }
    const kept = top ? await rankValues(db, sourced, { top, tenantId }) : null
    return compileOver(withKept(resolved, kept), standing, tenantId)
  }

  /**
   * Answers in one round trip where it is known how the data stand at their version. Null where it is not, or where the data
   * have changed since: then nothing was answered yet.
   */
  const answerAtOnce = async (query: MetricQuery, context: Settled, after: ResolvedQuery['after']) => {
    const { version, tenant, now = clock() } = context
    const resolved = context.resolved ?? (await resolveInTurn(query, context, now))
    if (version === undefined || !resolved || query.top || resolved.whole || context.careful) return null
    // why: a large statement is written in its turn, so that many of them do not keep others from being served
    if (isLarge(resolved)) return null
    // why: who is refused anyway costs no statement either
    turns?.assertRoom({ tenantId: tenant.id, quick: true, due: context.due })
    const standing = standings.at(version, {
      query: resolved,
      tenantId: tenant.id,
      rollups: rollupsFor(context, resolved),
    })
    if (!standing) return null
    const ready = compileOver({ ...resolved, after }, standing, tenant.id)
    try {
      return await inTenant(
        query,
        { ...context, now, resolved, quick: ready.prepared },
        async (_, __, { statements }) => {
          const [holds, rows] = await Promise.all([
            standings.holds(statements, version, tenant.id),
            statements.run(ready.compiled, { prepared: ready.prepared, last: true }),
          ])
          if (context.trace) noteRead(context.trace, standing.reads)
          return holds ? { ...ready, ...splitTotals(ready, evenRows(rows)) } : null
        },
      )
    } catch (error) {
      // why: a rollup may have gone since; asked anew, the question tells whether it fails by itself
      if (error instanceof ProblemError && error.code === 'query_failed') return null
      throw error
    }
  }

  const answerAnew = (query: MetricQuery, context: Settled, after: ResolvedQuery['after']) =>
    inTenant(query, context, async (db, resolved, { plain, statements }) => {
      const ready = await prepare(db, { ...resolved, after }, { top: query.top, context, statements })
      const last = ready.query.whole === null && !context.careful
      const rows = evenRows(await statements.run(ready.compiled, { prepared: ready.prepared, last }))
      const { totals, ...answer } = splitTotals(ready, rows)
      const overRange = await runOverRange(db, ready, context.tenant.id)
      const unreadable = context.careful ? await countUnreadable(db, plain, context.tenant.id) : []
      return { ...ready, ...answer, totals: inOrder(ready.query, [...totals, ...overRange]), unreadable }
    })

  const compute = (query: MetricQuery, context: Settled): Promise<Frame> =>
    carefullyIfNeeded((again) => computeOnce(query, { ...context, careful: again }))

  const computeTraced = async (query: MetricQuery, context: Settled): Promise<Computed> => {
    const trace = newTrace()
    const frame = await compute(query, { ...context, trace })
    return { frame, reads: [...trace.tables] }
  }

  const computeOnce = async (query: MetricQuery, context: Settled): Promise<Frame> => {
    const begin = performance.now()
    const { tenant } = context
    const after = openPage(query, tenant.id, seal)?.after ?? null
    const { compiled, ...answered } =
      (await answerAtOnce(query, context, after)) ?? (await answerAnew(query, context, after))
    if (answered.query.limit === null && answered.rows.length > maxRows) {
      throw queryErrors('too_many_groups', { what: 'rows', limit: maxRows })
    }
    const durationMs = Math.round((performance.now() - begin) * 10) / 10
    const cursor = nextCursor({ ...answered, asked: query, tenantId: tenant.id }, seal)
    return shapeFrame({ ...answered, cursor, sqlText: compiled.sql, tenant, durationMs })
  }

  /** A query that asks for a further page is read as of the moment of the first. */
  const atPage = (asked: MetricQuery, context: QueryContext): MetricQuery => {
    // why: what a plugin hands on may be no question at all
    if (Object(asked) === asked && asked.cursor === undefined) return asked
    const query = parse(metricQuerySchema, asked)
    const page = openPage(query, context.tenant.id, seal)
    return page && query.time ? { ...query, time: { ...query.time, now: page.now } } : query
  }

  const timed = (context: QueryContext): Settled => {
    return { ...context, due: performance.now() + (options.timeoutMs ?? usualTimeoutMs) }
  }

  const carefullyInTenant = <T>(query: MetricQuery, context: QueryContext, run: Parameters<typeof inTenant<T>>[2]) =>
    carefullyIfNeeded((again) => inTenant(query, { ...timed(context), careful: again }, run))

  return {
    run: async (question, context) => {
      const asked = atPage(question, context)
      const { due } = timed(context)
      if (!answers) return compute(parse(metricQuerySchema, asked), { ...context, due })
      let parsed: MetricQuery | null = null
      const query = () => (parsed ??= parse(metricQuerySchema, asked))
      return answers.answer(asked, context, {
        clock,
        due,
        resolve: (now) => resolveInTurn(query(), { ...context, due }, now),
        compute: (settled, signal) => computeTraced(query(), { ...context, ...settled, due, signal }),
      })
    },
    rows: async (asked, context) => {
      const request = parse(rowsRequestSchema, asked)
      // why: rows that are left out of a number do not stand behind it
      return inTenant(request.query, { ...timed(context), careful: true }, async (db, resolved) => {
        const { top } = request.query
        const kept = top ? await rankValues(db, resolved, { top, tenantId: context.tenant.id }) : null
        return readRows(db, withKept(resolved, kept), { request, context, seal })
      })
    },
    decompose: async (asked, context) => {
      const request = parse(decomposeRequestSchema, asked)
      return carefullyInTenant(request.query, context, (db, resolved, { resolve }) =>
        readDecomposition(db, resolved, { request, context, resolve }),
      )
    },
    tree: async (asked, context) => {
      const request = parse(treeRequestSchema, asked)
      return carefullyInTenant(request.query, context, (db, resolved, { resolve }) =>
        readTree(db, resolved, { request, context, model, resolve }),
      )
    },
    explain: async (asked, context, at) => {
      const begin = performance.now()
      const query = parse(metricQuerySchema, asked)
      const { tenant } = context
      const { cell, compiled, ...prepared } = await inTenant(
        query,
        timed(context),
        async (db, whole, { statements }) => {
          const ready = await prepare(db, whole, { top: query.top, context, statements })
          return {
            ...ready,
            cell: at ? await explainCell(db, careful(ready.query), { query, at, context, seal }) : null,
          }
        },
      )
      const durationMs = Math.round((performance.now() - begin) * 10) / 10
      const { meta } = shapeFrame({ ...prepared, rows: [], totals: [], sqlText: compiled.sql, tenant, durationMs })
      const metrics = prepared.query.metrics.map(({ metric }) => describeMetric(metric))
      return { metrics, sql: compiled.sql, parameters: compiled.parameters, meta, cell }
    },
  }
}

import { sql, type Kysely } from 'kysely'
import type { MetricTree, TreeNode, TreeRequest } from '@tessera/plugin-api/wire'
import { compileStatement } from '../compile/statement.ts'
import { queryErrors } from '../errors.ts'
import type { MetricModel } from '../model.ts'
import type { QueryContext } from '../query-context.ts'
import type { Reading } from '../reading.ts'
import { measuresOf } from '../resolve/measures-of.ts'
import type { ResolvedMetric, ResolvedQuery } from '../resolve/resolved-query.ts'
import { describeSpan } from '../time/span.ts'
import { evenRows } from './odd-values.ts'
import { readLives } from './read-lives.ts'
import { readTargets } from './read-targets.ts'
import { mostInputs, quotients, splitFormula } from './split-formula.ts'
import { statementsOn } from './statements.ts'
import { targetOfColumn } from './target-of.ts'
import { allNodes, treeOf, type PlainNode } from './tree-nodes.ts'

interface Asked {
  readonly request: TreeRequest
  readonly context: QueryContext
  readonly model: MetricModel
  readonly resolve: Reading['resolve']
}

/** A value now and before. */
type Pair = { readonly now: number | null; readonly before: number | null }

/** The question for all nodes over the whole range and the first comparison. */
function nodesQuery(whole: ResolvedQuery, { request, resolve }: Asked) {
  const { time, compare = [], metrics } = request.query
  const { grain: _, ...span } = time ?? { range: undefined }
  const compared = compare.find(({ kind }) => kind !== 'target') ?? { kind: 'previous_period' as const }
  const resolved = resolve({
    metrics: metrics.slice(0, 1),
    // why: all statements of one answer are read with the same "now"
    ...(span.range === undefined ? {} : { time: { ...span, range: span.range, now: whole.time.now.toString() } }),
    ...(request.query.rules ? { rules: request.query.rules } : {}),
    compare: [compared],
  })
  return {
    ...resolved,
    where: whole.where,
    dimensionTypes: new Map([...whole.dimensionTypes, ...resolved.dimensionTypes]),
  }
}

const parts = new Set(['numerator', 'denominator'])

/** Of what is no metric: the name its formula gives it, of the parts of a ratio what they count. */
function titleOf({ input, words }: PlainNode): string {
  const name = input.replaceAll('_', ' ')
  return parts.has(input) ? (words ?? name) : name.charAt(0).toUpperCase() + name.slice(1)
}

const numberOf = (value: unknown) => (value === null || value === undefined ? null : Number(value))

/** The formula's value for every mixture of its inputs' values; null where it is none that is taken apart. */
async function mixtures(db: Kysely<never>, node: PlainNode, pairs: readonly Pair[]) {
  const { formula } = node
  const [n, d] = pairs
  if (formula.is === 'ratio' && n && d) return quotients([n.before, n.now], [d.before, d.now])
  if (formula.is !== 'derived' || pairs.length === 0 || pairs.length > mostInputs) return null
  const names = Object.keys(formula.inputs)
  if (names.length !== pairs.length) return null
  const columns = Array.from({ length: 2 ** pairs.length }, (_, mixture) => {
    const values = names.map((name, index) => {
      const pair = pairs[index]
      const value = (mixture & (2 ** index)) === 0 ? pair?.before : pair?.now
      return [name, sql<number>`${value ?? null}::double precision`] as const
    })
    return sql`${formula.expression(Object.fromEntries(values))} as ${sql.ref(`f${mixture}`)}`
  })
  const { rows } = await sql<Record<string, unknown>>`select ${sql.join(columns)}`.execute(db)
  return columns.map((_, mixture) => numberOf(rows[0]?.[`f${mixture}`]))
}

/** Reads the tree of a query's first metric, in the transaction it is given. */
export async function readTree(db: Kysely<never>, whole: ResolvedQuery, asked: Asked): Promise<MetricTree> {
  const begin = performance.now()
  const { context, model } = asked
  const { tenant } = context
  const resolved = nodesQuery(whole, asked)
  const [metric] = resolved.metrics
  const [compared] = resolved.time.comparisons
  if (!metric || !compared) throw queryErrors('cell_unknown', { what: 'metric', value: '' })
  const root = treeOf(metric, model)
  const nodes = allNodes(root)
  const own = (node: PlainNode, index: number): ResolvedMetric => ({
    name: `v${index}`,
    metric: node.metric ?? metric.metric,
    formula: node.formula,
  })
  const setTargets = await readTargets(statementsOn(db), tenant.id)
  const measures = [...new Set(nodes.flatMap(({ formula }) => measuresOf(formula)))]
  const query = { ...resolved, setTargets, measures, metrics: nodes.map(own), samples: false }
  const statement = compileStatement(query, tenant.id, await readLives(statementsOn(db), query, tenant.id))
  const [row = {}] = evenRows((await statement.sql.execute(db)).rows)
  const pairAt = (index: number): Pair => ({
    now: numberOf(row[`c${2 * index + 1}`]),
    before: numberOf(row[`c${2 * index + 2}`]),
  })
  const found = { own: query.metrics.map((_, index) => pairAt(index).now), parts: () => new Set<string>() }

  const read = async (node: PlainNode, effect: number | null): Promise<TreeNode> => {
    const index = nodes.indexOf(node)
    const { now, before } = pairAt(index)
    const pairs = node.inputs.map((input) => pairAt(nodes.indexOf(input)))
    const mixed = await mixtures(db, node, pairs)
    const effects = mixed && splitFormula(pairs.length, mixed)
    const inputs: TreeNode[] = []
    for (const [at, input] of node.inputs.entries()) inputs.push(await read(input, effects?.[at] ?? null))
    const info = node.metric?.info
    const target = info ? targetOfColumn(query.metrics[index], query, found).target : undefined
    return {
      input: node.input,
      metric: info?.id ?? null,
      title: info?.title ?? titleOf(node),
      unit: info?.unit ?? null,
      direction: info?.direction ?? 'neutral',
      now,
      before,
      change: now === null || before === null ? null : now - before,
      effect,
      ...(target ? { target } : {}),
      inputs,
    }
  }

  const { time } = query
  const tree = await read(root, null)
  return {
    root: tree,
    comparison: compared.key,
    meta: {
      range: describeSpan(time.span),
      compared: describeSpan(compared.span),
      timeZone: time.calendar.timeZone,
      currency: tenant.currency,
      durationMs: Math.round((performance.now() - begin) * 10) / 10,
    },
  }
}

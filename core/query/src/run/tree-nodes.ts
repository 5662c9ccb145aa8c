import type { Input, MetricSource } from '@tessera/plugin-api/server'
import { inputWords } from '../input-words.ts'
import { fullId } from '../resolve/expand-metric.ts'
import type { Formula, ResolvedMetric } from '../resolve/resolved-query.ts'
import type { MetricModel, ModelMetric } from '../model.ts'

/** A node of a metric's tree before its values are known. */
export interface PlainNode {
  readonly input: string
  /** Null for what a formula counts by itself. */
  readonly metric: ModelMetric | null
  readonly formula: Formula
  /** What it counts, of an input that is no metric. */
  readonly words: string | null
  readonly inputs: readonly PlainNode[]
}

interface Place {
  readonly model: MetricModel
  readonly source: MetricSource
  /** Whose names the source uses. */
  readonly plugin: string
  readonly formula: Formula
}

function inputsOf({ source, formula }: Place): readonly (readonly [string, Input, Formula])[] {
  if (source.kind === 'ratio' && formula.is === 'ratio') {
    return [
      ['numerator', source.numerator, formula.numerator],
      ['denominator', source.denominator, formula.denominator],
    ]
  }
  if (source.kind !== 'derived' || formula.is !== 'derived') return []
  return Object.entries(source.inputs).flatMap(([name, input]) => {
    const own = formula.inputs[name]
    return own ? [[name, input, own] as const] : []
  })
}

function nodesOf(place: Place): readonly PlainNode[] {
  const { model, plugin } = place
  return inputsOf(place).map(([input, asked, formula]): PlainNode => {
    const metric = asked.kind === 'metric' ? (model.metric(fullId(plugin, asked.id)) ?? null) : null
    if (asked.kind !== 'metric')
      return { input, metric, formula, words: inputWords(asked), inputs: nodesOf({ ...place, source: asked, formula }) }
    const source = metric?.source
    const inputs = source ? nodesOf({ model, source, plugin: metric.sourcePlugin, formula }) : []
    return { input, metric, formula, words: null, inputs }
  })
}

/** The tree of a metric's formula: a quotient over its parts, a derived metric over its inputs. */
export function treeOf({ metric, formula }: ResolvedMetric, model: MetricModel): PlainNode {
  const { source, sourcePlugin: plugin } = metric
  return { input: '', metric, formula, words: null, inputs: source ? nodesOf({ model, source, plugin, formula }) : [] }
}

/** A node and all below it, each before its inputs. */
export function allNodes(node: PlainNode): readonly PlainNode[] {
  return [node, ...node.inputs.flatMap(allNodes)]
}

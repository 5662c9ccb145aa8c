import type { ExplainedMetric } from '@tessera/plugin-api/wire'
import { describeSource } from './describe-source.ts'
import type { ModelMetric } from './model.ts'

/** What readers are told of a metric, its formula in words included. */
export function describeMetric({ info, source, sourcePlugin }: ModelMetric): ExplainedMetric {
  const described = source ? describeSource(source, sourcePlugin) : null
  const { kind = null, additivity = null, formula = '' } = described ?? {}
  return { ...info, kind, additivity, formula }
}

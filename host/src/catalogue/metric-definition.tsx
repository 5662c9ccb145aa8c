import { Code, Paper } from '@mantine/core'
import { Link } from 'react-router'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import { useSession } from '../session/session-context.ts'
import { FactList } from '../explain/fact-list.tsx'
import { additivityWords, directionWords, tierWords, unitWords, targetWords } from '../explain/metric-words.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { kindWords } from '../explain/kind-words.ts'

/** Everything declared about a metric. */
export function MetricDefinition(props: {
  readonly metric: MetricInfo
  readonly dimensions: readonly DimensionInfo[]
}) {
  const { metric, dimensions } = props
  const { tenant, plugins } = useSession()
  const search = useCarriedSearch()
  const titles = new Map(dimensions.map(({ id, title }) => [id, title]))
  const { unit, direction, tier, owner, kind, additivity, version, plugin } = metric
  return (
    <Paper withBorder p="md">
      <FactList
        wide
        facts={[
          ['Id', <Code key="id">{metric.id}</Code>],
          [
            'Kind',
            kind === null ? (
              'needs a source'
            ) : (
              <>
                <Link to={{ pathname: '/catalogue/kinds', search, hash: kind }} className="link link-in-text">
                  {kindWords(kind).title}
                </Link>
                : {kindWords(kind).meaning}
              </>
            ),
          ],
          ['Unit', unit === 'money' ? `money, in ${tenant.currency}` : unitWords[unit]],
          ['Combining', additivity === null ? null : additivityWords[additivity]],
          ['Direction', directionWords[direction]],
          ['Target', targetWords(metric, tenant.currency)],
          ['Tier', tierWords[tier]],
          ['Owner', owner],
          ['Plugin', plugins.find(({ id }) => id === plugin)?.title ?? plugin],
          ['Version', `${version}`],
          ['Rests on', (metric.rules ?? []).map(({ title: rule }) => rule).join(', ')],
          ['Derived from', (metric.derivedFrom ?? []).map(({ title: source }) => source).join(', ')],
          ['Dimensions', metric.dimensions.map((id) => titles.get(id) ?? id).join(', ') || 'none'],
        ]}
      />
    </Paper>
  )
}

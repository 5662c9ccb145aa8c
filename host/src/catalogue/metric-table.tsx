import { Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import { formatTarget } from '@tessera/ui'
import type { MetricInfo } from '@tessera/plugin-api/wire'
import { directionWords, unitWords } from '../explain/metric-words.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { kindWords } from '../explain/kind-words.ts'

/** Metrics, one per row, each leading to its page. */
export function MetricTable(props: {
  readonly metrics: readonly MetricInfo[]
  readonly titles: ReadonlyMap<string, string>
  readonly currency: string
}) {
  const { metrics, titles, currency } = props
  const search = useCarriedSearch()
  const targetOf = ({ target, unit }: MetricInfo) => (target === null ? null : formatTarget(target, { unit, currency }))
  if (metrics.length === 0) return <Text>No metric fits. Search for less, or take a filter away.</Text>
  return (
    <Table.ScrollContainer type="native" minWidth={860} className="panel-box catalogue-table">
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {['Metric', 'Plugin', 'Unit', 'Direction', 'Target', 'Tier', 'Kind', 'Owner'].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {metrics.map((metric) => (
            <Table.Tr key={metric.id}>
              <Table.Td className="catalogue-metric">
                <Link to={{ pathname: `/catalogue/${metric.id}`, search }} className="link">
                  {metric.title}
                </Link>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {metric.description}
                </Text>
                <Text size="xs" className="catalogue-brief">
                  {[kindOf(metric), `tier ${metric.tier}`, targetOf(metric)]
                    .filter((word) => word !== null)
                    .join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td>{titles.get(metric.plugin) ?? metric.plugin}</Table.Td>
              <Table.Td>{metric.unit === 'money' ? currency : unitWords[metric.unit]}</Table.Td>
              <Table.Td>{directionWords[metric.direction]}</Table.Td>
              <Table.Td className="catalogue-target">{targetOf(metric) ?? '–'}</Table.Td>
              <Table.Td>{metric.tier}</Table.Td>
              <Table.Td>{kindOf(metric)}</Table.Td>
              <Table.Td>{metric.owner}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const kindOf = ({ kind }: MetricInfo) => (kind === null ? 'needs a source' : kindWords(kind).title)

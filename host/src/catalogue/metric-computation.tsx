import { Code, Paper, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { ExplainQuery } from '../explain/explain-query.tsx'
import { FactList } from '../explain/fact-list.tsx'
import { useCarriedSearch } from '../state/use-view-state.ts'
import type { MetricDetails } from '../api/metric-details.ts'

/** How a metric is computed: formula, what it rests on and what rests on it, and the statement of a typical question. */
export function MetricComputation({ metric }: { readonly metric: MetricDetails }) {
  const { formula, inputs, dependents, sql, parameters, query } = metric
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <FactList
          facts={[
            ['Formula', formula === null ? null : <Code className="formula">{formula}</Code>],
            ['Rests on', inputs.length === 0 ? 'its own rows, no other metric' : <MetricLinks metrics={inputs} />],
            ['Used by', dependents.length === 0 ? null : <MetricLinks metrics={dependents} />],
          ]}
        />
        {sql !== null && (
          <div>
            <Text size="sm" c="dimmed" mb="xs">
              A typical question: by day over the last 7 days.
            </Text>
            <ExplainQuery sql={sql} parameters={parameters} query={query} />
          </div>
        )}
      </Stack>
    </Paper>
  )
}

function MetricLinks({ metrics }: { readonly metrics: MetricDetails['inputs'] }) {
  const search = useCarriedSearch()
  return (
    <ul className="link-list">
      {metrics.map(({ id, title }) => (
        <li key={id}>
          <Link to={{ pathname: `/catalogue/${id}`, search }} className="link">
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
}

import { Code, Paper, Stack } from '@mantine/core'
import { Link } from 'react-router'
import { CopyableCode } from '../controls/copyable-code.tsx'
import { FactList } from '../explain/fact-list.tsx'
import { SqlText } from '../explain/sql-text.tsx'
import { useCarriedSearch } from '../state/use-view-state.ts'
import type { MetricDetails } from '../api/metric-details.ts'

/** How a metric is computed: formula, what it rests on and what rests on it, and the statement of a typical question. */
export function MetricComputation({ metric }: { readonly metric: MetricDetails }) {
  const { formula, inputs, dependents, sql, parameters } = metric
  const values = parameters.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join('\n')
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
          <CopyableCode label="SQL of a typical question: by day over the last 7 days" text={sql}>
            <SqlText sql={sql} />
          </CopyableCode>
        )}
        {values !== '' && <CopyableCode label="Its parameters" text={values} />}
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

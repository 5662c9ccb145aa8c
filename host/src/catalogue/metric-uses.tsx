import { Paper } from '@mantine/core'
import { Link } from 'react-router'
import { useCarriedSearch } from '../state/use-view-state.ts'
import type { MetricDetails } from '../api/metric-details.ts'

/** Panels that show a metric, with the dashboards they stand on. */
export function MetricUses({ uses }: { readonly uses: MetricDetails['uses'] }) {
  const search = useCarriedSearch()
  return (
    <Paper withBorder p="md">
      <ul className="uses">
        {uses.map(({ panel, dashboards }) => (
          <li key={panel.id}>
            {panel.title}
            {dashboards.length === 0 && <span className="dimmed">, on no dashboard</span>}
            {dashboards.map(({ id, title }) => (
              <span key={id}>
                {' on '}
                <Link to={{ pathname: `/d/${id}`, search }} className="link">
                  {title}
                </Link>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Paper>
  )
}

import type { PanelProps } from '@tessera/plugin-api/web'
import { asDay } from '../words.ts'

/** The latest activities, a line each: what happened, with whom, on which day. */
export default function RecentActivity({ frame, height }: PanelProps) {
  const at = (name: string) => frame.columns.findIndex((column) => column.name === name)
  const [time, customer, activity] = [
    frame.columns.findIndex(({ role }) => role === 'time'),
    at('customer-success.customer'),
    at('customer-success.activity'),
  ]
  if (frame.rows.length === 0)
    return <p style={{ margin: 0, color: 'var(--t-secondary)' }}>Nothing happened in this time.</p>
  return (
    <ol
      tabIndex={0}
      aria-label="Latest activities"
      style={{ listStyle: 'none', margin: 0, padding: 0, height, overflowY: 'auto' }}
    >
      {frame.rows.map((row) => (
        <li
          key={row.slice(0, -1).join(' ')}
          style={{ display: 'flex', gap: 12, padding: '6px 0', borderBottom: '1px solid var(--t-grid)', fontSize: 13 }}
        >
          <span style={{ flex: '0 0 84px', color: 'var(--t-secondary)' }}>{asDay(String(row[time]))}</span>
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <strong style={{ fontWeight: 600 }}>{String(row[customer] ?? 'Unknown')}</strong> {String(row[activity])}
          </span>
        </li>
      ))}
    </ol>
  )
}

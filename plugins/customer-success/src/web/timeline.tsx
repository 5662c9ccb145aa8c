import type { AccountAnswer } from './account-answer.ts'
import { asDay } from './words.ts'

const colors = {
  engagement: 'var(--t-cat-1)',
  segment: 'var(--t-cat-2)',
  goal: 'var(--t-cat-3)',
  milestone: 'var(--t-cat-4)',
  signal: 'var(--t-bad)',
  intervention: 'var(--t-cat-5)',
} as const

/** What happened, the latest first. */
export function Timeline({ happened }: { readonly happened: AccountAnswer['timeline'] }) {
  if (happened.length === 0) return <p>Nothing was recorded yet.</p>
  return (
    <ol style={{ listStyle: 'none', margin: 0, padding: 0, maxWidth: 640 }}>
      {happened.map(({ id, at, kind, activity }) => (
        <li key={id} style={{ display: 'flex', gap: 12, padding: '5px 0', alignItems: 'baseline' }}>
          <time dateTime={at} style={{ flex: '0 0 88px', color: 'var(--t-secondary)', fontSize: 12 }}>
            {asDay(at)}
          </time>
          <span aria-hidden="true" style={{ flex: '0 0 8px', height: 8, borderRadius: 8, background: colors[kind] }} />
          <span style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{activity}</span>
        </li>
      ))}
    </ol>
  )
}

import { useSize } from '@tessera/ui'
import type { AccountAnswer } from './account-answer.ts'
import { asDay, asScore } from './words.ts'

type Points = AccountAnswer['course']

const [height, left, top, bottom] = [180, 30, 8, 22]
const lines = [
  { key: 'health', title: 'Health', color: 'var(--t-cat-1)' },
  { key: 'risk', title: 'Churn risk', color: 'var(--t-cat-2)' },
] as const

/** The course of both scores, on one scale from 0 to 100. */
export function Course({ points }: { readonly points: Points }) {
  const [ref, size] = useSize()
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return <p>Nothing is reckoned yet.</p>
  const width = size?.width ?? 0
  const [from, to] = [Date.parse(first.date), Date.parse(last.date)]
  const x = (date: string) => left + ((width - left - 8) * (Date.parse(date) - from)) / Math.max(to - from, 1)
  const y = (score: number) => top + (height - top - bottom) * (1 - score / 100)
  const path = (key: 'health' | 'risk') =>
    points
      .flatMap(({ date, [key]: score }) => (score === null ? [] : [`${x(date).toFixed(1)},${y(score).toFixed(1)}`]))
      .join(' ')
  const said = lines.map(({ key, title }) => `${title} from ${asScore(first[key])} to ${asScore(last[key])}`).join(', ')
  return (
    <div ref={ref} style={{ width: '100%', maxWidth: 960 }}>
      <p style={{ display: 'flex', gap: 16, margin: '0 0 4px', fontSize: 12, color: 'var(--t-secondary)' }}>
        {lines.map(({ title, color }) => (
          <span key={title}>
            <span
              aria-hidden="true"
              style={{
                display: 'inline-block',
                width: 14,
                height: 3,
                marginRight: 6,
                verticalAlign: 'middle',
                background: color,
              }}
            />
            {title}
          </span>
        ))}
      </p>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${asDay(first.date)} to ${asDay(last.date)}: ${said}`}
        >
          {[0, 20, 40, 60, 80, 100].map((score) => (
            <g key={score}>
              <line x1={left} x2={width - 8} y1={y(score)} y2={y(score)} stroke="var(--t-grid)" />
              <text x={left - 6} y={y(score) + 4} textAnchor="end" fontSize={11} fill="var(--t-secondary)">
                {score}
              </text>
            </g>
          ))}
          {lines.map(({ key, color }) => (
            <polyline key={key} points={path(key)} fill="none" stroke={color} strokeWidth={2} strokeLinejoin="round" />
          ))}
          <text x={left} y={height - 4} fontSize={11} fill="var(--t-secondary)">
            {asDay(first.date)}
          </text>
          <text x={width - 8} y={height - 4} fontSize={11} fill="var(--t-secondary)" textAnchor="end">
            {asDay(last.date)}
          </text>
        </svg>
      )}
    </div>
  )
}

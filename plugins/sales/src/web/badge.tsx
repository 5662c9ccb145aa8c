import type { ReactNode } from 'react'

const colors = {
  good: ['var(--t-good-soft)', 'var(--t-good)'],
  warn: ['var(--t-warn-soft)', 'var(--t-warn)'],
  bad: ['var(--t-bad-soft)', 'var(--t-bad)'],
  plain: ['var(--t-track)', 'var(--t-secondary)'],
} as const

/** How good something is. */
export type Tone = keyof typeof colors

/** A word on a soft ground. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const [background, color] = colors[tone]
  return (
    <span
      style={{
        display: 'inline-block',
        padding: '1px 8px',
        borderRadius: 999,
        background,
        color,
        fontSize: 12,
        lineHeight: '18px',
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </span>
  )
}

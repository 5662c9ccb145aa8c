import type { ReactNode } from 'react'

/** Short facts side by side, each under its name. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl style={{ display: 'flex', flexWrap: 'wrap', gap: '12px 40px', margin: 0 }}>{children}</dl>
}

/** One of them. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt style={{ color: 'var(--t-secondary)', fontSize: 12 }}>{name}</dt>
      <dd style={{ margin: 0, fontSize: 20, fontWeight: 600, lineHeight: '28px' }}>{children}</dd>
    </div>
  )
}

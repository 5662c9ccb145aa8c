import type { ReactNode } from 'react'

/** Stands where there is nothing to show: why that is, and what to do about it. */
export function EmptyState(props: {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  const { title, children, action } = props
  return (
    <div className="t-empty">
      <p className="t-empty-title">{title}</p>
      {children !== undefined && <div className="t-empty-words">{children}</div>}
      {action}
    </div>
  )
}

import type { ReactNode } from 'react'

/** A message above a page's content. Its tone is said by the title too, never by colour alone. */
export function Notice(props: {
  readonly tone: 'info' | 'warn' | 'good'
  readonly title: string
  readonly children?: ReactNode
}) {
  const { tone, title, children } = props
  return (
    <div className={`notice notice-${tone}`} role="status">
      <p className="notice-title">{title}</p>
      {children}
    </div>
  )
}

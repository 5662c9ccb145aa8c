import { useEffect, useId, type ReactNode } from 'react'
import { usePageHost } from './page-host.ts'

/** A page of a plugin: its title, one line about it, what can be done, and below what it shows. */
export function Page(props: {
  readonly title: string
  readonly about?: ReactNode
  /** Buttons and links beside the title. */
  readonly actions?: ReactNode
  /** Shows the controls of range, comparison, zone and filters. */
  readonly time?: boolean
  readonly children: ReactNode
}) {
  const { title, about, actions, time = false, children } = props
  const { TimeControls, named } = usePageHost()
  useEffect(() => named(title), [named, title])
  return (
    <article className="t-page">
      <header className="t-page-head">
        <div className="t-page-words">
          <h1>{title}</h1>
          {about !== undefined && <p>{about}</p>}
        </div>
        {actions !== undefined && <div className="t-page-actions">{actions}</div>}
        {time && <TimeControls />}
      </header>
      {children}
    </article>
  )
}

/** A part of a page with a heading of its own. */
export function Section(props: { readonly title: string; readonly about?: ReactNode; readonly children: ReactNode }) {
  const { title, about, children } = props
  const id = useId()
  return (
    <section className="t-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about !== undefined && <p className="t-section-about">{about}</p>}
      {children}
    </section>
  )
}

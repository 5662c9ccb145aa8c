import { useId, type ReactNode } from 'react'
import { CardMenu, type CardMenuItem } from './card-menu.tsx'
import { CardMessage } from './card-message.tsx'
import { CardRules } from './card-rules.tsx'
import type { CardState } from './card-state.ts'
import { PanelBoundary } from './panel-boundary.tsx'
import { useSize, type Size } from './use-size.ts'

/** A card of a dashboard: title, one line of what it shows, menu, and a body in one of five states. */
export function Card(props: {
  readonly title: string
  readonly subtitle?: string | undefined
  /** The range the figures stand for; never broken over two lines. */
  readonly range?: string | undefined
  /** Rules the figures were reckoned by, a short phrase each. */
  readonly rules?: readonly string[] | undefined
  /** Name to assistive technology, for pages where titles repeat; the title when left out. */
  readonly label?: string | undefined
  readonly menu?: readonly CardMenuItem[] | undefined
  readonly state: CardState
  /** Small things beside the title: a badge, a pinned range. */
  readonly aside?: ReactNode
  /** The body once there is data; a function gets its size in pixels. */
  readonly children?: ReactNode | ((size: Size) => ReactNode)
}) {
  const { title, subtitle, range, rules = [], label, menu = [], state, aside, children } = props
  const id = useId()
  return (
    <section
      className="t-card"
      aria-busy={state.kind === 'loading'}
      {...(label === undefined ? { 'aria-labelledby': id } : { 'aria-label': label })}
    >
      <header className="t-card-head">
        <div className="t-card-titles">
          <h3 id={id}>{title}</h3>
          <Subtitle what={subtitle} range={range} />
        </div>
        {aside}
        {menu.length > 0 && <CardMenu items={menu} title={title} />}
      </header>
      <Body state={state}>{children}</Body>
      {rules.length > 0 && <CardRules rules={rules} />}
    </section>
  )
}

function Subtitle(props: { readonly what: string | undefined; readonly range: string | undefined }) {
  const parts = [props.what, props.range].filter((part) => part !== undefined && part !== '')
  if (parts.length === 0) return null
  return (
    <p title={parts.join(' · ')}>
      {parts.map((part, index) => (
        <span key={index}>
          {part}
          {index < parts.length - 1 && ' · '}
        </span>
      ))}
    </p>
  )
}

function Body({
  state,
  children,
}: {
  readonly state: CardState
  readonly children: Parameters<typeof Card>[0]['children']
}) {
  const [ref, size] = useSize()
  return (
    <div ref={ref} className="t-card-body">
      <PanelBoundary key={state.kind}>
        <State state={state}>
          {typeof children !== 'function' ? children : size !== null && size.width > 0 && children(size)}
        </State>
      </PanelBoundary>
    </div>
  )
}

function State({ state, children }: { readonly state: CardState; readonly children: ReactNode }) {
  switch (state.kind) {
    case 'data':
      return children
    case 'loading':
      return state.skeleton
    case 'empty':
      return <CardMessage tone="empty" title="No data" text={state.reason} action={state.action} />
    case 'error': {
      const retry = state.onRetry === undefined ? undefined : { label: 'Try again', onClick: state.onRetry }
      return <CardMessage tone="error" title={state.message} code={state.code} action={retry} />
    }
    case 'missing':
      return <CardMessage tone="missing" title={state.message} text={state.hint} />
  }
}

import { Fragment, type ReactNode } from 'react'

/** A name and what stands for it; left out when null. */
export type Fact = readonly [name: string, value: ReactNode]

/** Names and values, one below the other. */
export function FactList(props: {
  readonly facts: readonly Fact[]
  /** Two pairs side by side where there is room. */
  readonly wide?: boolean
}) {
  const { facts, wide = false } = props
  return (
    <dl className={wide ? 'facts facts-wide' : 'facts'}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value], index) => (
          <Fragment key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}

import type { ReactNode } from 'react'
import { Card } from '../card/card.tsx'
import type { CardState } from '../card/card-state.ts'
import { PanelView, type BuiltInView } from '../charts/panel-view.tsx'
import type { Scheme } from '../theme/tokens.ts'
import { CrosshairProvider } from '../tooltip/crosshair.tsx'
import { cases } from './cases.ts'

const schemes: readonly Scheme[] = ['light', 'dark']

const heights: { readonly [V in BuiltInView]: number } = {
  big_number: 208,
  line: 320,
  ranked_bar: 320,
  funnel: 360,
  targets: 340,
  table: 320,
}

const states: readonly { readonly title: string; readonly height: number; readonly state: CardState }[] = [
  ...(Object.keys(heights) as BuiltInView[]).map((view) => ({
    title: `Loading ${view}`,
    height: heights[view],
    state: { kind: 'loading', view } as const,
  })),
  {
    title: 'Empty',
    height: 208,
    state: {
      kind: 'empty',
      reason: 'No account matches the filters. Remove one.',
      action: { label: 'Clear filters', onClick: () => {} },
    },
  },
  {
    title: 'Error',
    height: 208,
    state: {
      kind: 'error',
      message: 'The database took too long to answer.',
      code: 'query.timeout',
      onRetry: () => {},
    },
  },
  {
    title: 'Missing plugin',
    height: 208,
    state: {
      kind: 'missing',
      message: "The plugin 'sales' is not enabled.",
      hint: 'An admin can enable it under Plugins.',
    },
  },
]

/** Every view in every situation, and every state of a card, in both themes side by side. */
export function Gallery() {
  return (
    <CrosshairProvider>
      <main className="t-gallery">
        <h1>Gallery: every view in every situation</h1>
        {cases.map(({ view, situation, title, subtitle, frame, trend, options }) => (
          <Pair key={`${view} ${situation}`} name={`${view}, ${situation}`} height={heights[view]}>
            {(scheme) => (
              <Card title={title} subtitle={subtitle} label={`${title}, ${scheme}`} state={{ kind: 'data' }}>
                {(size) => <PanelView {...{ view, frame, trend, options, ...size }} onSelect={() => {}} />}
              </Card>
            )}
          </Pair>
        ))}
        {states.map(({ title, height, state }) => (
          <Pair key={title} name={title} height={height}>
            {(scheme) => <Card title={title} label={`${title}, ${scheme}`} state={state} />}
          </Pair>
        ))}
      </main>
    </CrosshairProvider>
  )
}

function Pair(props: {
  readonly name: string
  readonly height: number
  /** Draws the card; gets what makes its name the only one of its kind on the page. */
  readonly children: (label: string) => ReactNode
}) {
  const { name, height, children } = props
  return (
    <div className="t-pair">
      <h2>{name}</h2>
      {schemes.map((scheme) => (
        <div key={scheme} data-mantine-color-scheme={scheme}>
          <div style={{ height }}>{children(`${name}, ${scheme}`)}</div>
        </div>
      ))}
    </div>
  )
}

import type { ViewDrawing } from '@tessera/plugin-api/web'
import type { ReactNode } from 'react'
import { Card } from '../card/card.tsx'
import type { CardState } from '../card/card-state.ts'
import { ViewSkeleton } from '../charts/view-skeleton.tsx'
import { PanelView } from '../charts/panel-view.tsx'
import type { Scheme } from '../theme/tokens.ts'
import { CrosshairProvider } from '../tooltip/crosshair.tsx'
import { allDrawings, cases, type GalleryCase } from './cases.ts'
import { PageKit } from './page-kit.tsx'

export { casesOf, type GalleryCase } from './cases.ts'

const schemes: readonly Scheme[] = ['light', 'dark']

const rowHeight = 40
const heightOf = ({ spec }: ViewDrawing) => spec.size.usual.h * rowHeight

const states: readonly { readonly title: string; readonly height: number; readonly state: CardState }[] = [
  ...Object.entries(allDrawings).map(([view, drawing]) => ({
    title: `Loading ${view}`,
    height: heightOf(drawing),
    state: { kind: 'loading', skeleton: <ViewSkeleton view={view} /> } as const,
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

/** Every view in every situation, those of plugins too where given, every state of a card and of the parts of pages, in both themes side by side. */
export function Gallery({ more = [] }: { readonly more?: readonly GalleryCase[] }) {
  return (
    <CrosshairProvider>
      <main className="t-gallery">
        <h1>Gallery: every view in every situation</h1>
        {[...cases, ...more].map(({ view, drawing, situation, title, subtitle, frame, trend, options }) => (
          <Pair key={`${view} ${situation}`} name={`${view}, ${situation}`} height={heightOf(drawing)}>
            {(scheme) => (
              <Card title={title} subtitle={subtitle} label={`${title}, ${scheme}`} state={{ kind: 'data' }}>
                {(size) => <PanelView {...{ view, drawing, frame, trend, options, ...size }} onSelect={() => {}} />}
              </Card>
            )}
          </Pair>
        ))}
        {states.map(({ title, height, state }) => (
          <Pair key={title} name={title} height={height}>
            {(scheme) => <Card title={title} label={`${title}, ${scheme}`} state={state} />}
          </Pair>
        ))}
        <h2 className="t-gallery-part">Parts of the pages of plugins</h2>
        <PageKit />
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

import { builtInViews, defineView } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ViewSkeleton } from './view-skeleton.tsx'

test('every built-in view is stood in for in its own shape', () => {
  const drawn = Object.keys(builtInViews).map((view) => renderToStaticMarkup(<ViewSkeleton view={view} />))
  const shapes = drawn.map((markup) => markup.replace(/class="[^"]*"/, ''))
  expect(new Set(shapes).size).toBe(drawn.length)
  for (const markup of drawn) expect(markup).toMatch(/aria-hidden="true"><(i|svg)/)
})

test('the view of a plugin is a plain block until its drawing is there', () => {
  const block = renderToStaticMarkup(<ViewSkeleton view="maps.world" />)
  expect(block).toMatch(/<i style="[^"]*height:80px/)
  const { title, needs, options, size } = builtInViews.table
  const world = defineView({ title, needs, options, size })
  const drawing = drawView(world, { Chart: () => null, Skeleton: () => <b>globe</b> })
  expect(renderToStaticMarkup(<ViewSkeleton view="maps.world" drawing={drawing} />)).toContain('<b>globe</b>')
  const plain = drawView(world, { Chart: () => null })
  expect(renderToStaticMarkup(<ViewSkeleton view="maps.world" drawing={plain} />)).toBe(block)
})

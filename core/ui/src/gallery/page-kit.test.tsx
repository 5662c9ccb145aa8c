import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { PageKit } from './page-kit.tsx'
import { pageCases } from './page-cases.tsx'

test('every part of pages is drawn once in each theme, under names of its own', () => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <PageKit />
    </MantineProvider>,
  )
  for (const { name } of pageCases) expect(html.split(`>${name}<`).length - 1, name).toBe(2)
  const labels = [...html.matchAll(/role="group" aria-label="([^"]+)"/g)].map(([, label]) => label)
  expect(labels.length).toBeGreaterThan(3)
  expect(new Set(labels).size).toBe(labels.length)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

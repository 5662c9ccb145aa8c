import { expect, test } from 'vitest'
import { leafText } from '../leaf-text.ts'
import { lifecycleSources, movementSources, retentionSources } from './journey-sources.ts'
import { funnelSources } from './sources.ts'
import { modelOf } from './world.ts'

/** The files that docs/guides/journeys.md shows. */
const shown = {
  'funnel-windows': 'both_s3',
  'funnel-exclusion': 'clean_s3',
  'funnel-entries': 'total_e3',
  'funnel-time': 'total_t3',
  retention: 'daily_at1',
  lifecycle: 'visits_churned',
  movements: 'lines_new',
}
const model = modelOf({ ...funnelSources, ...retentionSources, ...lifecycleSources, ...movementSources })

test.each(Object.entries(shown))('SQL of %s', async (name, metric) => {
  await expect(leafText(model, metric)).toMatchFileSnapshot(`../../../../docs/reference/kinds/${name}.sql`)
})

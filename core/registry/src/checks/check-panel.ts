import { viewShapes, type PanelSpec } from '@tessera/plugin-api'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { registryErrors } from '../errors.ts'
import { panelQuestions, type PageTime } from '../model/panel-query.ts'

/** A page as most readers have it. */
const page: PageTime = {
  range: { last: 30, unit: 'day' },
  compare: [{ kind: 'previous_period' }],
  timeZone: 'UTC',
  segments: [],
  now: '2026-01-01T00:00:00Z',
}

/** What a panel's query has that its view does not draw, or lacks; null when they fit. */
function misfit({ view, query }: PanelSpec): string | null {
  const shape = viewShapes[view]
  if (shape === undefined) return 'is not there'
  const isBrokenDown = (query.dimensions ?? []).length > 0
  if (shape.time === 'needed' && query.grain === undefined) return 'draws values over time, and its query has no grain'
  if (shape.time === 'never' && query.grain !== undefined) return 'draws nothing over time, and its query has a grain'
  if (shape.breakdown === 'needed' && !isBrokenDown) return 'draws a breakdown, and its query has no dimension'
  if (shape.breakdown === 'never' && isBrokenDown) return 'draws one row, and its query has dimensions'
  return null
}

/** Refuses a panel, given with full ids, whose view cannot draw what it asks, or that asks what the schema of queries refuses. */
export function checkPanel(name: string, spec: PanelSpec): void {
  const reason = misfit(spec)
  if (reason !== null) throw registryErrors('panel_unfit', { panel: name, view: spec.view, reason })
  for (const { asked, query } of panelQuestions(spec, page)) {
    const { error } = metricQuerySchema.safeParse(query)
    if (error) {
      const [issue] = error.issues
      const path = issue?.path.join('.') ?? ''
      throw registryErrors('panel_wrong', { panel: name, asked, reason: `${path}: ${issue?.message ?? ''}` })
    }
  }
}

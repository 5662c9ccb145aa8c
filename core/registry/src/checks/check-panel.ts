import type { Count, PanelSpec } from '@tessera/plugin-api'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { registryErrors } from '../errors.ts'
import { panelQuestions, type AskedPanel, type PageTime } from '../model/panel-query.ts'

/** A page as most readers have it. */
const page: PageTime = {
  range: { last: 30, unit: 'day' },
  compare: [{ kind: 'previous_period' }],
  timeZone: 'UTC',
  segments: [],
  now: '2026-01-01T00:00:00Z',
}

/** A panel with full ids. */
type Checked = PanelSpec & AskedPanel

/** What a panel's query has that its view does not draw, or lacks; null when they fit. */
function misfit({ shape, query }: Checked): string | null {
  const { time, dimensions, metrics } = shape.needs
  if (time === 'needed' && query.grain === undefined) return 'draws values over time, and its query has no grain'
  if (time === 'never' && query.grain !== undefined) return 'draws nothing over time, and its query has a grain'
  const by = query.dimensions?.length ?? 0
  if (dimensions.most === 0 && by > 0) return 'draws one row, and its query has dimensions'
  if ((dimensions.least ?? 0) > 0 && by === 0) return 'draws a breakdown, and its query has no dimension'
  if (!holds(dimensions, by)) return `draws ${words(dimensions)} dimensions, and its query has ${by}`
  if (!holds(metrics, query.metrics.length))
    return `draws ${words(metrics)} metrics, and its query has ${query.metrics.length}`
  return null
}

const holds = ({ least = 0, most = Infinity }: Count, number: number) => number >= least && number <= most

function words({ least = 0, most }: Count): string {
  if (most === undefined) return `at least ${least}`
  return least === most ? String(least) : `${least} to ${most}`
}

/** Refuses a panel whose view cannot draw what it asks, or that asks what the schema of queries refuses. */
export function checkPanel(name: string, panel: Checked, views: readonly string[]): void {
  const reason = misfit(panel)
  if (reason !== null) throw registryErrors('panel_unfit', { panel: name, view: panel.view, reason, views })
  for (const { asked, query } of panelQuestions(panel, page)) {
    const { error } = metricQuerySchema.safeParse(query)
    if (error) {
      const [issue] = error.issues
      const path = issue?.path.join('.') ?? ''
      throw registryErrors('panel_wrong', { panel: name, asked, reason: `${path}: ${issue?.message ?? ''}` })
    }
  }
}

import { analyticsPanels } from './panels/analytics.ts'
import { csPanels } from './panels/cs.ts'
import { mainPanels } from './panels/main.ts'

/** Panels of the plugin. */
export const panels = { ...mainPanels, ...analyticsPanels, ...csPanels } as const

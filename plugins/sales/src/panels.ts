import { analysisPanels } from './panels/analysis.ts'
import { mainPanels } from './panels/main.ts'

/** Panels of the plugin; all are drawn by views every host has. */
export const panels = { ...mainPanels, ...analysisPanels } as const

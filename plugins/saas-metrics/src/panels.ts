import { revenuePanels } from './panels/revenue.ts'
import { saasPanels } from './panels/saas.ts'

/** Panels of the plugin; all are drawn by views every host has. */
export const panels = { ...saasPanels, ...revenuePanels } as const

import { mainPanels } from './panels/main.ts'

/** Panels of the plugin. */
export const panels = { ...mainPanels } as const

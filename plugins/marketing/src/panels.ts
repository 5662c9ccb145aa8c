import { attributionPanels } from './panels/attribution.ts'
import { audiencePanels } from './panels/audience.ts'
import { overviewPanels } from './panels/overview.ts'

/** Every panel of the plugin. */
export const panels = { ...overviewPanels, ...attributionPanels, ...audiencePanels } as const

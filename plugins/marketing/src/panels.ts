import { audiencePanels } from './panels/audience.ts'
import { overviewPanels } from './panels/overview.ts'

/** Every panel of the plugin. */
export const panels = { ...overviewPanels, ...audiencePanels } as const

import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { events } from './events.ts'
import { fixtures } from './fixtures.ts'
import { formulas } from './formulas.ts'
import { marketing } from './migrations/0001-marketing.ts'
import { touchpoints } from './migrations/0002-touchpoints.ts'
import { visitsOfEvents } from './migrations/0003-visits-of-events.ts'
import { project, reset } from './projection/project.ts'
import { publish } from './publish.ts'

export default defineServer(plugin, {
  metrics: formulas,
  fixtures,
  migrations: {
    '0001-marketing': marketing,
    '0002-touchpoints': touchpoints,
    '0003-visits-of-events': visitsOfEvents,
  },
  publish,
  events,
  project,
  projection: { version: 1, reset },
  // why: what makes demo rows is in memory only where there is a demo
  demo: async (context) => (await import('./demo/demo.ts')).demo(context),
})

import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { events } from './events.ts'
import { fixtures, formulas } from './metrics/metrics.ts'
import { use } from './migrations/0001-use.ts'
import { product } from './migrations/0002-product.ts'
import { views } from './migrations/0003-views.ts'
import { project, reset } from './projection/project.ts'
import { publish } from './publish.ts'
import { routes } from './routes.ts'

export default defineServer(plugin, {
  metrics: formulas,
  fixtures,
  publish,
  migrations: { '0001-use': use, '0002-product': product, '0003-views': views },
  events,
  routes,
  project,
  projection: { version: 1, reset },
  // why: what makes demo rows is in memory only where there is a demo
  demo: async (context) => (await import('./demo/demo.ts')).demo(context),
})

import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { fixtures } from './fixtures.ts'
import { formulas } from './formulas.ts'
import { deals } from './migrations/0001-deals.ts'
import { publish } from './publish.ts'
import { routes } from './routes.ts'

export default defineServer(plugin, {
  metrics: formulas,
  fixtures,
  publish,
  routes,
  // why: what makes demo rows is in memory only where there is a demo
  demo: async (context) => (await import('./demo/demo.ts')).demo(context),
  migrations: { '0001-deals': deals },
})

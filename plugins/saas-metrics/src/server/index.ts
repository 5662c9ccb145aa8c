import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { fixtures } from './fixtures.ts'
import { formulas } from './formulas.ts'
import { revenue } from './migrations/0001-revenue.ts'
import { usage } from './migrations/0002-usage.ts'
import { publish } from './publish.ts'
import { routes } from './routes.ts'
import { webhooks } from './webhooks.ts'

export default defineServer(plugin, {
  metrics: formulas,
  fixtures,
  migrations: { '0001-revenue': revenue, '0002-usage': usage },
  publish,
  routes,
  webhooks,
  // why: what makes demo rows is in memory only where there is a demo
  demo: async (context) => (await import('./demo/demo.ts')).demo(context),
})

import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { demo } from './demo.ts'
import { quotas } from './migrations/0001-quotas.ts'
import { years } from './migrations/0002-years.ts'
import { jobs } from './jobs.ts'
import { events, fixtures, metrics } from './metrics.ts'
import { publish } from './publish.ts'
import { routes } from './routes.ts'
import { webhooks } from './webhooks.ts'

export default defineServer(plugin, {
  migrations: { '0001-quotas': quotas, '0002-years': years },
  metrics,
  fixtures,
  events,
  publish,
  demo,
  routes,
  jobs,
  webhooks,
})

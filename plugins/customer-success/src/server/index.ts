import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { jobs } from './jobs.ts'
import { fixtures, formulas } from './metrics/metrics.ts'
import { customers } from './migrations/0001-customers.ts'
import { progress } from './migrations/0002-progress.ts'
import { reckoned } from './migrations/0003-reckoned.ts'
import { views } from './migrations/0004-views.ts'
import { interventions } from './migrations/0005-interventions.ts'
import { eMail } from './migrations/0006-e-mail.ts'
import { usualGrowth } from './migrations/0007-usual-growth.ts'
import { publish } from './publish.ts'
import { routes } from './routes.ts'

export default defineServer(plugin, {
  metrics: formulas,
  fixtures,
  publish,
  jobs,
  routes,
  // why: what makes demo rows is in memory only where there is a demo
  demo: async (context) => (await import('./demo/demo.ts')).demo(context),
  migrations: {
    '0001-customers': customers,
    '0002-progress': progress,
    '0003-reckoned': reckoned,
    '0004-views': views,
    '0005-interventions': interventions,
    '0006-e-mail': eMail,
    '0007-usual-growth': usualGrowth,
  },
})

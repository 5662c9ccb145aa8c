import type { Services } from '../services.ts'
import { adminRouter } from './admin-router.ts'
import { auditRouter } from './audit-router.ts'
import { catalogueRouter } from './catalogue-router.ts'
import { dailyRouter } from './daily-router.ts'
import { dashboardsRouter } from './dashboards-router.ts'
import { eventsRouter } from './events-router.ts'
import { importsRouter } from './imports-router.ts'
import { installationRouter } from './installation-router.ts'
import { jobsRouter } from './jobs-router.ts'
import { mailRouter } from './mail-router.ts'
import { liveRouter } from './live-router.ts'
import { metricsRouter } from './metrics-router.ts'
import { pagesRouter } from './pages-router.ts'
import { recordsRouter } from './records-router.ts'
import { rightsRouter } from './rights-router.ts'
import { rollupsRouter } from './rollups-router.ts'
import { sessionRouter } from './session-router.ts'
import { targetsRouter } from './targets-router.ts'
import { webhooksRouter } from './webhooks-router.ts'

/** The procedures every installation has, by name; plugins' own come beside them under `plugins`. */
export function coreProcedures(services: Services) {
  return {
    session: sessionRouter(services),
    catalogue: catalogueRouter(services),
    metrics: metricsRouter(services),
    targets: targetsRouter(services),
    daily: dailyRouter(services),
    dashboards: dashboardsRouter(services),
    events: eventsRouter(services),
    records: recordsRouter(services),
    imports: importsRouter(services),
    rights: rightsRouter(services),
    pages: pagesRouter(services),
    jobs: jobsRouter(services),
    installation: installationRouter(services),
    live: liveRouter(services),
    webhooks: webhooksRouter(services),
    mail: mailRouter(services),
    rollups: rollupsRouter(services),
    admin: adminRouter(services),
    audit: auditRouter(),
  }
}

import { exportAgentSessions, exportUsage } from './routes/exports.ts'
import { activationFunnel, dailyFigures, errorOverview, revenueBreakdown, summary } from './routes/overviews.ts'
import { router } from './routes/procedure.ts'
import { errors, usage } from './routes/record-usage.ts'
import { revenueEvent } from './routes/revenue-event.ts'
import { activation, agentSession, healthCheck } from './routes/track.ts'

/** What pages and programs may call. */
export const routes = router({
  summary,
  dailyFigures,
  activationFunnel,
  revenueBreakdown,
  errorOverview,
  exportUsage,
  exportAgentSessions,
  activation,
  revenueEvent,
  agentSession,
  healthCheck,
  usage,
  errors,
})

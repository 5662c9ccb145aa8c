import { account } from './routes/account.ts'
import { engagement } from './routes/engagement.ts'
import { churnRisk } from './routes/churn-risk.ts'
import { accounts, health } from './routes/health.ts'
import { router } from './routes/procedure.ts'
import { recordEngagement } from './routes/record-engagement.ts'
import { reckonAgain } from './routes/reckon-again.ts'
import { advancedStats, stats } from './routes/stats.ts'

/** What pages and programs may call. */
export const routes = router({
  stats,
  advancedStats,
  health,
  churnRisk,
  engagement,
  accounts,
  account,
  recordEngagement,
  reckonAgain,
})

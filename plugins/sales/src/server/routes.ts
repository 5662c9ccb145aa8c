import { deal } from './routes/deal.ts'
import { pipeline } from './routes/pipeline.ts'
import { router } from './routes/procedure.ts'
import { rep, scorecards } from './routes/reps.ts'

/** What pages and programs may call. */
export const routes = router({ pipeline, deal, scorecards, rep })

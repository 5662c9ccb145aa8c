import { cesAnswer, csatAnswer, npsAnswer } from './routes/answers.ts'
import { changeTicket } from './routes/change-ticket.ts'
import { createTicket } from './routes/create-ticket.ts'
import { overview } from './routes/overview.ts'
import { router } from './routes/procedure.ts'

/** What pages and programs may call. */
export const routes = router({ overview, createTicket, changeTicket, npsAnswer, csatAnswer, cesAnswer })

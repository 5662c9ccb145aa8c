import { quiet, type Picture } from './picture.ts'

/** Almost nothing: a handful of views and no attempt, so that panels show what they say without data. */
export const initech: Picture = {
  providers: [
    { provider: 'google', base: 0, former: 0, previous: quiet, current: { ...quiet, viewed: 4 } },
    { provider: 'microsoft', base: 0, former: 0, previous: quiet, current: { ...quiet, viewed: 2 } },
  ],
  previousChats: { connected: 0, others: 0 },
  currentChats: { connected: 0, others: 0 },
}

import { LRUCache } from 'lru-cache'
import { queryErrors } from '../errors.ts'

/** What keeps questions that held up everybody from doing so again and again. */
export interface HoldUps {
  /** Notes that a tenant's question had to be ended together with the engine. */
  readonly note: (tenantId: string, question: string) => void
  /** Refuses with `question_too_long` a question that must wait for its next try, and any of a tenant that had several ended. */
  readonly assertFree: (tenantId: string, question: string) => void
}

interface Held {
  readonly count: number
  readonly until: number
}

const second = 1_000
const firstPause = 30 * second
const longestPause = 600 * second
const remembered = 3_600 * second
const most = 1_000
/** Questions of a tenant ended within an hour before the tenant itself has to wait. */
const free = 3

/** The pause after so many ends: it doubles. */
const pauseAfter = (count: number) => (count < 1 ? 0 : Math.min(longestPause, firstPause * 2 ** (count - 1)))

/** Makes the memory of one engine. `clock` gives milliseconds that only grow. */
export function createHoldUps(clock = () => performance.now()): HoldUps {
  const memory = () =>
    new LRUCache<string, Held>({ max: most, ttl: remembered, ttlResolution: 0, perf: { now: clock } })
  const [questions, tenants] = [memory(), memory()]
  const key = (tenantId: string, question: string) => `${tenantId} ${question}`
  const hold = (held: LRUCache<string, Held>, id: string, tolerated: number) => {
    const count = (held.get(id)?.count ?? 0) + 1
    held.set(id, { count, until: clock() + pauseAfter(count - tolerated) })
  }
  return {
    note: (tenantId, question) => {
      hold(questions, key(tenantId, question), 0)
      hold(tenants, tenantId, free)
    },
    assertFree: (tenantId, question) => {
      const until = Math.max(questions.get(key(tenantId, question))?.until ?? 0, tenants.get(tenantId)?.until ?? 0)
      const left = until - clock()
      if (left > 0) throw queryErrors('question_too_long', { seconds: Math.ceil(left / second) })
    },
  }
}

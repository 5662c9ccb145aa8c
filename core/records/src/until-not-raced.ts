import { recordErrors } from './errors.ts'
import { Raced } from './write-rows.ts'

const tries = 3

/** Does work again, with care, when somebody else added or deleted one of its rows meanwhile. Refuses with `records_contended`. */
export async function untilNotRaced<T>(work: (careful: boolean) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt > 1)
    } catch (error) {
      if (!(error instanceof Raced)) throw error
      if (attempt === tries) throw recordErrors('records_contended', {})
    }
  }
}

import type { Database } from '@tessera/database'
import type { Logger } from 'pino'

const everyMs = 5_000

/**
 * Notices every few seconds which tables of other systems changed, those that tell when, until the answer is called; that waits for
 * the look under way. Answers and pages hear of it as of any write.
 */
export function watchExisting(
  { noteExistingChanges }: Pick<Database, 'noteExistingChanges'>,
  { log, lookMs = everyMs }: { readonly log: Pick<Logger, 'warn'>; readonly lookMs?: number },
): () => Promise<void> {
  let said = ''
  const look = async () => {
    try {
      await noteExistingChanges()
      said = ''
    } catch (error) {
      // why: a table that went away stays so, and is told once
      const reason = error instanceof Error ? error.message : String(error)
      if (reason !== said) log.warn({ err: error }, 'tables of other systems could not be looked into')
      said = reason
    }
  }
  let timer: NodeJS.Timeout | undefined
  let now: Promise<void> = Promise.resolve()
  let ended = false
  const again = () => {
    if (ended) return
    timer = setTimeout(() => (now = look().finally(again)), lookMs).unref()
  }
  again()
  return () => {
    ended = true
    clearTimeout(timer)
    return now
  }
}

import { sql, type Kysely } from 'kysely'
import { setAside, takeDue, takeOff } from './backlog.ts'
import { checkStored } from './check-stored.ts'
import { projectAround } from './project-around.ts'
import type { Projector } from './projector.ts'

/**
 * Tries events again that were set aside and whose pause is over. Answers how many of how many were processed; the others wait
 * longer.
 */
export async function retryStep(
  db: Kysely<never>,
  { tenantId, projector }: { readonly tenantId: string; readonly projector: Projector },
  most: number,
): Promise<{ readonly tried: number; readonly done: number }> {
  const owner = { tenantId, plugin: projector.plugin }
  // why: it goes on beside replays, and a rebuild waits for it
  await sql`select from core.bookmarks where tenant_id = ${tenantId} and plugin_id = ${projector.plugin}
    for key share`.execute(db)
  const due = await takeDue(db, owner, most)
  if (due.length === 0) return { tried: 0, done: 0 }
  const { right, wrong } = checkStored(projector, due)
  const { failed, isBroken } = await projectAround(db, { tenantId, projector, patience: 20 }, right)
  const [first] = failed
  // why: of a plugin that fails at everything only some were tried, and the reason is that of all
  const stillFailing = isBroken && first ? right.map((event) => ({ event, reason: first.reason })) : failed
  await setAside(db, owner, [...wrong, ...stillFailing])
  const waiting = new Set([...wrong, ...stillFailing].map(({ event }) => event.id))
  const done = right.filter(({ id }) => !waiting.has(id)).map(({ id }) => id)
  await takeOff(db, owner, done)
  return { tried: due.length, done: done.length }
}

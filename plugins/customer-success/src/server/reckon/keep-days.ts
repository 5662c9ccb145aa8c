import type { TenantServices } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import type { plugin } from '../../plugin.ts'
import { daysAt, daysOf, lastDayBefore } from './days-of.ts'
import { readAccounts, type Account } from './read-accounts.ts'
import { reckonDays, type Ground } from './reckon-days.ts'
import { sourcesOf } from './sources.ts'
import { storeDays } from './store-days.ts'
import type { Asked } from './asked.ts'
import { forgetHistory, imported, newHistory, takeHistory } from './take-history.ts'
import { tellChanges } from './tell-changes.ts'
import { tellHistory } from './tell-history.ts'

type Services = Pick<
  TenantServices<typeof plugin>,
  'tenant' | 'settings' | 'catalogue' | 'clock' | 'transaction' | 'locks'
>

/** How much is reckoned. */
export interface Work {
  /** Days up to yesterday that are reckoned anew; days that are missing before them are too. */
  readonly days: number
  readonly signal?: AbortSignal
  readonly progress?: (share: number) => Promise<void>
}

/** What a transaction takes at once. */
const [mostAccounts, mostDays] = [200, 31]
/** Days before yesterday that are made up for when they are missing. */
const mostMissing = 92

async function firstDay({ tenant, transaction }: Services, last: Temporal.PlainDate, days: number) {
  const latest = await transaction(async (db) => {
    const { rows } = await sql<{ date: string | null }>`
      select max(metric_date)::text as date from customer_success.health_metrics
      where tenant_id = ${tenant.id} and model_version <> ${imported}`.execute(db)
    return rows[0]?.date ?? null
  })
  const wanted = last.subtract({ days: days - 1 })
  if (latest === null) return wanted
  const next = Temporal.PlainDate.from(latest).add({ days: 1 })
  const oldest = last.subtract({ days: mostMissing })
  const missing = Temporal.PlainDate.compare(next, oldest) < 0 ? oldest : next
  return Temporal.PlainDate.compare(missing, wanted) < 0 ? missing : wanted
}

/** Imported days that are new or have changed, some of them at a time, each with all that is known of them. */
async function keepHistory({ tenant, transaction }: Services, ground: Ground): Promise<number> {
  const dates = await transaction((db) => newHistory(db, tenant.id))
  let written = await transaction((db) => forgetHistory(db, tenant.id))
  for (let at = 0; at < dates.length; at += mostDays) {
    const days = daysAt(dates.slice(at, at + mostDays), tenant.timeZone)
    written += await transaction(async (db) => {
      let stored = await takeHistory(db, tenant.id, days.dates)
      for (let after: string | null | undefined = null; after !== undefined;) {
        const accounts: readonly Account[] = await readAccounts(db, { tenantId: tenant.id, after, limit: mostAccounts })
        const asked: Asked = { db, tenantId: tenant.id, accounts: accounts.map(({ account }) => account), days }
        stored += await tellHistory(asked, accounts, ground)
        after = accounts.length < mostAccounts ? undefined : accounts.at(-1)?.account
      }
      return stored
    })
  }
  if (written > 0) written += await transaction((db) => tellChanges(db, tenant.id))
  return written
}

/**
 * Reckons the last days of all accounts, and those that are missing. What is there already causes no write, so it may be begun again at any
 * time. Answers how many rows were written.
 */
export async function keepDays(services: Services, { days, signal, progress }: Work): Promise<number> {
  return services.locks.withLock('reckon', async (lost) => {
    const { tenant, settings, clock, transaction } = services
    const ground = { settings, sources: sourcesOf(services.catalogue) }
    const last = lastDayBefore(clock.now(), tenant.timeZone)
    const first = await firstDay(services, last, days)
    const all = first.until(last, { largestUnit: 'days' }).days + 1
    let written = await keepHistory(services, ground)
    for (let done = 0; done < all; done += mostDays) {
      const from = first.add({ days: done })
      const to = first.add({ days: Math.min(done + mostDays, all) - 1 })
      const span = daysOf(from, to, tenant.timeZone)
      for (let after: string | null = null; ;) {
        lost.throwIfAborted()
        signal?.throwIfAborted()
        const { next, count }: { next: string | null; count: number } = await transaction(async (db) => {
          const accounts = await readAccounts(db, { tenantId: tenant.id, after, limit: mostAccounts })
          const asked = { db, tenantId: tenant.id, accounts: accounts.map(({ account }) => account), days: span }
          const stored = accounts.length === 0 ? 0 : await storeDays(asked, await reckonDays(asked, accounts, ground))
          return { next: accounts.length < mostAccounts ? null : (accounts.at(-1)?.account ?? null), count: stored }
        })
        written += count
        if (next === null) break
        after = next
      }
      await progress?.(Math.min(done + mostDays, all) / all)
    }
    return written
  })
}

import type { TenantContext } from '@tessera/plugin-api/server'

/** After how many days a day is final: until then, late data count. */
const openDays = 3

const zoned = (tenant: TenantContext, now: Date) =>
  Temporal.Instant.fromEpochMilliseconds((tenant.asOf ?? now).getTime()).toZonedDateTimeISO(tenant.timeZone)

/** The day it is for a tenant, `YYYY-MM-DD`. */
export function todayOf(tenant: TenantContext, now: Date): string {
  return zoned(tenant, now).toPlainDate().toString()
}

/** A day so many days after another one, before it where negative. */
export function daysFrom(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** Days from one to another, both included, the latest first. */
export function daysBetween(from: string, to: string): string[] {
  const count = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days
  return Array.from({ length: count + 1 }, (_, back) => daysFrom(to, -back))
}

/** Whether nothing is expected to change a day any more. */
export function isFinalDay(tenant: TenantContext, date: string, now: Date): boolean {
  return Temporal.PlainDate.compare(date, daysFrom(todayOf(tenant, now), -openDays)) < 0
}

import type { DemoContext } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import type { Calendar } from './calendar.ts'
import type { UseRow } from './feature-rows.ts'
import type { DayRow } from './use-rows.ts'

const source = 'former_tool'
const chunk = 20_000

interface Target {
  readonly context: DemoContext
  readonly calendar: Calendar
}

/** The rows a chunk at a time, with the texts of their dates reckoned once for each day. */
async function inChunks<Row extends DayRow | UseRow>(
  { context, calendar }: Target,
  rows: readonly Row[],
  insert: (part: readonly Row[], dates: readonly string[]) => RawBuilder<unknown>,
): Promise<void> {
  const dates = new Map<number, string>()
  for (const { day } of rows) if (!dates.has(day)) dates.set(day, calendar.date(day))
  for (let at = 0; at < rows.length; at += chunk) {
    const part = rows.slice(at, at + chunk)
    const statement = insert(
      part,
      part.map(({ day }) => dates.get(day) ?? ''),
    )
    await context.transaction((db) => statement.execute(db))
  }
}

/** Stores active days as an import does, but without asking for each of many thousands whether it is there already. */
export function storeDays(target: Target, rows: readonly DayRow[]): Promise<void> {
  const { tenant } = target.context
  return inChunks(target, rows, (part, dates) => {
    const column = <Key extends keyof DayRow>(key: Key) => part.map((row) => row[key])
    return sql`
      insert into product_analytics.active_days (tenant_id, source, user_id, active_date, platform, release, account_id,
        sessions, active_seconds, errored_sessions, crashed_sessions)
      select ${tenant.id}::uuid, ${source}, * from unnest(${part.map(({ user }) => user.userId)}::uuid[], ${dates}::date[],
        ${column('platform')}::text[], ${column('release')}::text[], ${part.map(({ user }) => user.accountId)}::uuid[],
        ${column('sessions')}::bigint[], ${column('active_seconds')}::bigint[], ${column('errored_sessions')}::bigint[],
        ${column('crashed_sessions')}::bigint[])`
  })
}

/** Stores uses of features in the same way. */
export function storeUses(target: Target, rows: readonly UseRow[]): Promise<void> {
  const { tenant } = target.context
  return inChunks(
    target,
    rows,
    (part, dates) => sql`
      insert into product_analytics.feature_days (tenant_id, source, user_id, feature, active_date, account_id, uses)
      select ${tenant.id}::uuid, ${source}, * from unnest(${part.map(({ user }) => user.userId)}::uuid[],
        ${part.map(({ feature }) => feature)}::text[], ${dates}::date[], ${part.map(({ user }) => user.accountId)}::uuid[],
        ${part.map(({ uses }) => uses)}::bigint[])`,
  )
}

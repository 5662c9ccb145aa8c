import { sql } from 'kysely'
import { dayRows, isAsked, keyOf, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Latest measurement of each input; days after which one counts no more. */
const lifetime = 45

/** Gathers what other systems measured: the latest value of each input, not older than 45 days. */
export async function gatherMeasurements(asked: Asked): Promise<Gathered<Readonly<Record<string, number>>>> {
  const { rows } = await sql<Keyed & { readonly input: string; readonly value: number }>`
    select distinct on (m.account_id, day.on_date, m.input)
      m.account_id as account, day.on_date::text as date, m.input, m.value
    from ${dayRows(asked)}
    join customer_success.measurements as m on m.measured_on <= day.on_date and m.measured_on > day.on_date - ${lifetime}::int
    where ${isAsked(asked, 'm')}
    order by m.account_id, day.on_date, m.input, m.measured_on desc`.execute(asked.db)
  const found = new Map<string, Record<string, number>>()
  for (const row of rows) found.set(keyOf(row), { ...found.get(keyOf(row)), [row.input]: row.value })
  return found
}

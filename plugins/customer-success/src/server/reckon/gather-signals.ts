import { sql } from 'kysely'
import type { signalTypes } from '../../choices.ts'
import { dayRows, isAsked, keyOf, type Asked, type Gathered, type Keyed } from './asked.ts'

/** How strong signals of each type still are, and how often support was escalated in 90 days. */
export interface Signalled {
  readonly strength: Readonly<Partial<Record<keyof typeof signalTypes, number>>>
  readonly escalations: number
}

interface Row extends Keyed {
  readonly type: keyof typeof signalTypes
  readonly strength: number
  readonly recent: number
}

/** Signals count half after so many days. */
const halfLife = 60

/** Gathers signals. Those of one type add up to 1 at most. */
export async function gatherSignals(asked: Asked): Promise<Gathered<Signalled>> {
  const { rows } = await sql<Row>`
    select s.account_id as account, day.on_date::text as date, s.signal_type as type,
      least(1, sum(s.strength * power(2.0, -extract(epoch from day.ended - s.occurred_at)::double precision / 86400 / ${halfLife}))) as strength,
      (count(*) filter (where s.occurred_at >= day.ended - interval '90 days'))::int as recent
    from ${dayRows(asked)}
    join customer_success.signals as s on s.occurred_at < day.ended and s.occurred_at >= day.ended - interval '600 days'
    where ${isAsked(asked, 's')}
    group by s.account_id, day.on_date, s.signal_type`.execute(asked.db)
  const found = new Map<string, { strength: Record<string, number>; escalations: number }>()
  for (const row of rows) {
    const one = found.get(keyOf(row)) ?? { strength: {}, escalations: 0 }
    one.strength[row.type] = row.strength
    if (row.type === 'support_escalation') one.escalations = row.recent
    found.set(keyOf(row), one)
  }
  return found
}

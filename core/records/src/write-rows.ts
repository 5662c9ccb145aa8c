import type { RecordCounts } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import { asJson, type CheckedRow } from './check-rows.ts'
import { columnsOf, givenRows, sameKey, type RecordPlace } from './parts.ts'
import { markTimes, timeColumns, timesOf, type TimeRow } from './times.ts'
import { wrongRows, type RowNames } from './wrong-rows.ts'

/** Somebody else added one of the rows meanwhile, so that what was read before does not hold. */
export class Raced extends Error {}

interface State {
  readonly at: number
  readonly first: number
  readonly known: boolean
}

/** Rows that are not there as they are given, or whose key came before. */
async function differing(db: Kysely<never>, { table, tenantId }: RecordPlace, json: string): Promise<readonly State[]> {
  const { key, others } = table
  const differs =
    others.length === 0
      ? sql`false`
      : sql`row(${columnsOf('given', others)}) is distinct from row(${columnsOf('stored', others)})`
  const { rows } = await sql<State>`
    select * from (
      select (given.ordinality - 1)::int as at,
        (min(given.ordinality) over (partition by ${columnsOf('given', key)}) - 1)::int as first,
        stored.tenant_id is not null as known, ${differs} as differs
      from ${givenRows(table, json)} left join ${sql.table(table.place)} as stored on ${sameKey(table, tenantId)}
    ) compared where first <> at or not known or differs order by at`.execute(db)
  return rows
}

async function change(
  db: Kysely<never>,
  place: RecordPlace,
  work: { readonly rows: readonly CheckedRow[]; readonly times: readonly string[] },
) {
  const { table, tenantId } = place
  const json = asJson(work.rows)
  // why: all who write take rows in the order of their keys, so that no two wait for each other
  const { rows: before } = await sql<TimeRow>`
    select ${timesOf(work.times)} from ${sql.table(table.place)} as stored join ${givenRows(table, json)} on ${sameKey(table, tenantId)}
    order by ${columnsOf('stored', table.key)} for update of stored`.execute(db)
  const set = sql.join(table.others.map((name) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`))
  const { rows: after } = await sql<TimeRow>`
    update ${sql.table(table.place)} as stored set ${set} from ${givenRows(table, json)}
    where ${sameKey(table, tenantId)} returning ${timesOf(work.times)}`.execute(db)
  if (after.length < work.rows.length) throw new Raced()
  return [...before, ...after]
}

async function add(
  db: Kysely<never>,
  place: RecordPlace,
  work: { readonly rows: readonly CheckedRow[]; readonly times: readonly string[] },
) {
  const { table, tenantId } = place
  const names = table.columns.map(({ name }) => name)
  const { rows: added } = await sql<TimeRow>`
    insert into ${sql.table(table.place)} as stored (tenant_id, ${sql.join(names.map((name) => sql.ref(name)))})
    select ${tenantId}::uuid, ${columnsOf('given', names)} from ${givenRows(table, asJson(work.rows))}
    order by ${columnsOf('given', table.key)}
    on conflict (tenant_id, ${sql.join(table.key.map((name) => sql.ref(name)))}) do nothing
    returning ${timesOf(work.times)}`.execute(db)
  if (added.length < work.rows.length) throw new Raced()
  return added
}

/** Writes checked rows in the transaction it is given. Throws `Raced`, after which the same may be tried again. Refuses with `rows_wrong`. */
export async function writeRows(
  db: Kysely<never>,
  place: RecordPlace,
  { rows, names }: { readonly rows: readonly CheckedRow[]; readonly names?: RowNames | undefined },
): Promise<RecordCounts> {
  if (rows.length === 0) return { inserted: 0, updated: 0, unchanged: 0 }
  const states = await differing(db, place, asJson(rows))
  const wrong = wrongRows(rows.length, names)
  for (const { at, first } of states) {
    if (first === at) continue
    const before = names?.lines?.[first] === undefined ? `row ${first}` : `line ${names.lines[first]}`
    wrong.add({ index: at, column: null, code: 'key_twice', reason: `has the key of ${before}; leave one out` })
  }
  wrong.assertNone()
  const of = (isKnown: boolean) =>
    states.filter(({ known }) => known === isKnown).map(({ at }) => rows[at] as CheckedRow)
  const [changed, fresh] = [of(true), of(false)]
  if (states.length > 0) {
    const times = await timeColumns(db, place)
    const written: TimeRow[] = []
    if (changed.length > 0) written.push(...(await change(db, place, { rows: changed, times })))
    if (fresh.length > 0) written.push(...(await add(db, place, { rows: fresh, times })))
    await markTimes(db, place, written)
  }
  return { inserted: fresh.length, updated: changed.length, unchanged: rows.length - states.length }
}

import type { RecordCounts } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { CheckedRow } from './check-rows.ts'
import { columnTypes, type ColumnTypes } from './column-types.ts'
import { notesOf, type Notes } from './notes.ts'
import { columnsOf, givenRows, placeOfRow, sameKey, type RecordPlace } from './parts.ts'
import { refusalOf } from './refusal.ts'
import { markTimes, timesOf, touch, type Touched } from './times.ts'
import { wrongRows, type RowNames } from './wrong-rows.ts'

/** Somebody else added or deleted one of the rows meanwhile, or a key comes twice: to be tried again with care. */
export class Raced extends Error {}

interface Work {
  readonly rows: readonly CheckedRow[]
  readonly types: ColumnTypes
  readonly careful: boolean
  readonly note: boolean
}

const given = ({ table }: RecordPlace, { rows, types }: Work) =>
  givenRows(types, { rows, names: table.columns.map(({ name }) => name) })

/**
 * Adds the rows whose keys are not there. With care it leaves those that somebody else adds at the same time, and later ones of a key
 * that comes twice; without, which is faster by half, it throws `Raced`.
 */
async function add(db: Kysely<never>, place: RecordPlace, work: Work): Promise<Touched> {
  const { table, tenantId } = place
  const names = table.columns.map(({ name }) => name)
  const leaving = work.careful
    ? sql`on conflict (tenant_id, ${sql.join(table.key.map((name) => sql.ref(name)))}) do nothing`
    : sql``
  const statement = sql`
    insert into ${sql.table(table.place)} as stored (tenant_id, ${sql.join(names.map((name) => sql.ref(name)))})
    select ${tenantId}::uuid, ${columnsOf('given', names)} from ${given(place, work)}
    where not exists (select from ${sql.table(table.place)} as stored where ${sameKey(table, tenantId)})
    order by ${columnsOf('given', table.key)} ${leaving} returning ${timesOf(work.types, work.note ? notesOf(place, work.types).after : undefined)}`
  try {
    return await touch(db, { types: work.types, notes: work.note }, statement)
  } catch (error) {
    if (!work.careful && refusalOf(error)?.code === '23505') throw new Raced()
    throw error
  }
}

interface State {
  readonly at: number
  readonly first: number
  readonly known: boolean
}

/** Rows that are not there as they are given, or whose key came before. */
async function differing(db: Kysely<never>, place: RecordPlace, work: Work): Promise<readonly State[]> {
  const { table, tenantId } = place
  const { key, others } = table
  const differs =
    others.length === 0
      ? sql`false`
      : sql`row(${columnsOf('given', others)}) is distinct from row(${columnsOf('stored', others)})`
  const at = sql.ref(`given.${placeOfRow}`)
  const { rows } = await sql<State>`
    select * from (
      select (${at} - 1)::int as at, (min(${at}) over (partition by ${columnsOf('given', key)}) - 1)::int as first,
        stored.tenant_id is not null as known, ${differs} as differs
      from ${given(place, work)} left join ${sql.table(table.place)} as stored on ${sameKey(table, tenantId)}
    ) compared where first <> at or not known or differs order by at`.execute(db)
  return rows
}

async function change(db: Kysely<never>, place: RecordPlace, work: Work): Promise<readonly Touched[]> {
  const { table, tenantId } = place
  // why: all who write take rows in the order of their keys, so that no two wait for each other
  const { types, note } = work
  const notes = note ? notesOf(place, types) : undefined
  const before = await touch(
    db,
    { types, notes: note },
    sql`
    select ${timesOf(types, notes?.before)} from ${sql.table(table.place)} as stored join ${given(place, work)} on ${sameKey(table, tenantId)}
    order by ${columnsOf('stored', table.key)} for update of stored`,
  )
  const set = sql.join(table.others.map((name) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`))
  const after = await touch(
    db,
    { types, notes: note },
    sql`
    update ${sql.table(table.place)} as stored set ${set} from ${given(place, work)}
    where ${sameKey(table, tenantId)} returning ${timesOf(types, notes?.after)}`,
  )
  if (after.count < work.rows.length) throw new Raced()
  return [before, after]
}

/** Refuses rows whose key came before. */
function assertOnce(states: readonly State[], all: number, names: RowNames | undefined): void {
  const wrong = wrongRows(all, names)
  for (const { at, first } of states) {
    if (first === at) continue
    const before = names?.lines?.[first] === undefined ? `row ${first}` : `line ${names.lines[first]}`
    wrong.add({ index: at, column: null, code: 'key_twice', reason: `has the key of ${before}; leave one out` })
  }
  wrong.assertNone()
}

/** Rows to be written. */
export interface WrittenRows {
  readonly rows: readonly CheckedRow[]
  readonly names?: RowNames | undefined
  /** After `Raced`. */
  readonly careful: boolean
  /** Of the table's columns, where they are known. */
  readonly types?: ColumnTypes
  /** Is told what an undo needs of the rows that were touched. */
  readonly onNotes?: (notes: Notes) => void
}

/** Writes checked rows in the transaction it is given. Throws `Raced`, after which the same may be tried again. Refuses with `rows_wrong`. */
export async function writeRows(
  db: Kysely<never>,
  place: RecordPlace,
  { rows, names, careful, types: found, onNotes }: WrittenRows,
): Promise<RecordCounts> {
  if (rows.length === 0) return { inserted: 0, updated: 0, unchanged: 0 }
  const types = found ?? (await columnTypes(db, place))
  const how = { types, careful, note: onNotes !== undefined }
  const added = await add(db, place, { rows, ...how })
  // why: rows that are all new need not be compared with what is there
  const states = added.count === rows.length ? [] : await differing(db, place, { rows, ...how })
  assertOnce(states, rows.length, names)
  if (states.some(({ known }) => !known)) throw new Raced()
  const changed = states.map(({ at }) => rows[at] as CheckedRow)
  const written = changed.length === 0 ? [] : await change(db, place, { rows: changed, ...how })
  await markTimes(db, place, [added, ...written])
  const [before, after] = written
  onNotes?.({ added: added.noted ?? '[]', before: before?.noted ?? '[]', after: after?.noted ?? '[]' })
  const { count: inserted } = added
  return { inserted, updated: changed.length, unchanged: rows.length - inserted - changed.length }
}

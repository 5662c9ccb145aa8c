import { sql, type Kysely } from 'kysely'
import { columnTypes } from '../column-types.ts'
import { recordErrors } from '../errors.ts'
import { digestOfRow } from '../notes.ts'
import { columnsOf, sameKey } from '../parts.ts'
import { refusalOf, sayRefusal } from '../refusal.ts'
import { markTimes, timesOf, touch } from '../times.ts'
import { keptDays, mostImports, mostTouched } from './bounds.ts'
import type { ImportPlace } from './import-place.ts'

/** A row that an undo left as it is. */
export interface LeftRow {
  readonly key: Readonly<Record<string, unknown>>
  readonly reason: string
}

/** What an undo did. */
export interface UndoOutcome {
  /** Rows that the import had added. */
  readonly removed: number
  /** Rows that the import had changed. */
  readonly restored: number
  readonly leftOver: number
  /** The first 200 of those that were left. */
  readonly left: readonly LeftRow[]
}

const slice = 1_000
const mostLeft = 200

/** A row that the import touched, its parts as JSON in text, which keeps every digit. */
interface Touched {
  readonly digest: string
  readonly key: string
  readonly before: string | null
  readonly after: string
}

interface Piece {
  readonly removed: number
  readonly restored: number
  readonly left: readonly LeftRow[]
}

const listOf = (texts: readonly string[]) => `[${texts.join(',')}]`
const leftRow = ({ key }: Touched, reason: string): LeftRow => ({ key: JSON.parse(key) as LeftRow['key'], reason })

/** Takes rows back as the plugin whose table it is. The table may refuse it. */
async function takeBack(db: Kysely<never>, place: ImportPlace, rows: readonly Touched[]): Promise<Piece> {
  const { table, tenantId } = place
  const types = await columnTypes(db, place)
  const target = sql.table(table.place)
  const given = (texts: readonly string[]) =>
    sql`jsonb_populate_recordset(null::${target}, ${listOf(texts)}::jsonb) with ordinality as given`
  const keys = given(rows.map(({ key }) => key))
  await sql`select 1 from ${target} as stored join ${keys} on ${sameKey(table, tenantId)}
    order by ${columnsOf('stored', table.key)} for update of stored`.execute(db)
  const { rows: found } = await sql<{ at: number; digest: string }>`
    select (given.ordinality - 1)::int as at, ${digestOfRow(types)} as digest
    from ${target} as stored join ${keys} on ${sameKey(table, tenantId)}`.execute(db)
  const now = new Map(found.map(({ at, digest }) => [at, digest]))
  const asLeft = rows.filter((row, at) => now.get(at) === row.after)
  const added = asLeft.filter(({ before }) => before === null)
  const changed = asLeft.filter(({ before }) => before !== null)
  const touched = []
  if (added.length > 0) {
    touched.push(
      await touch(
        db,
        { types },
        sql`delete from ${target} as stored using ${given(added.map(({ key }) => key))}
          where ${sameKey(table, tenantId)} returning ${timesOf(types)}`,
      ),
    )
  }
  if (changed.length > 0) {
    const old = given(changed.map(({ before }) => before ?? '{}'))
    const set = sql.join(table.others.map((name) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`))
    touched.push(
      await touch(
        db,
        { types },
        sql`select ${timesOf(types)} from ${target} as stored join ${old} on ${sameKey(table, tenantId)}`,
      ),
      await touch(
        db,
        { types },
        sql`update ${target} as stored set ${set} from ${old} where ${sameKey(table, tenantId)} returning ${timesOf(types)}`,
      ),
    )
  }
  await markTimes(db, place, touched)
  const left = rows.flatMap((row, at) => {
    const is = now.get(at)
    if (is === row.after || (is === undefined && row.before === null)) return []
    return [leftRow(row, is === undefined ? 'was deleted since' : 'was changed since')]
  })
  return { removed: added.length, restored: changed.length, left }
}

/** Takes rows back and notes it, in one transaction. */
function takeBackAll(
  place: ImportPlace,
  id: string,
  { rows, refused }: { readonly rows: readonly Touched[]; readonly refused?: string },
): Promise<Piece> {
  const { tenantId, transaction, asPlugin } = place
  return transaction(async (db) => {
    // why: whoever undoes the same import at the same time finds these rows gone
    const { rows: held } = await sql<{ digest: string }>`
      delete from core.import_rows where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid
        and key_digest = any(${rows.map(({ digest }) => digest)}::uuid[]) returning key_digest as digest`.execute(db)
    const mine = new Set(held.map(({ digest }) => digest))
    const taken = rows.filter(({ digest }) => mine.has(digest))
    const done: Piece =
      refused === undefined
        ? await asPlugin(db, (own) => takeBack(own, place, taken))
        : { removed: 0, restored: 0, left: taken.map((row) => leftRow(row, refused)) }
    const { removed, restored, left } = done
    await sql`update core.imports set removed = removed + ${removed}, restored = restored + ${restored}, left_over = left_over + ${left.length}
      where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid`.execute(db)
    return done
  })
}

/** Takes back the rows that the table lets go: where it refuses one among many, halves are tried until that one is found. */
async function takeBackGood(place: ImportPlace, id: string, rows: readonly Touched[]): Promise<Piece> {
  try {
    return await takeBackAll(place, id, { rows })
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    if (rows.length === 1) return takeBackAll(place, id, { rows, refused: sayRefusal(refusal) })
    const middle = Math.ceil(rows.length / 2)
    const first = await takeBackGood(place, id, rows.slice(0, middle))
    const rest = await takeBackGood(place, id, rows.slice(middle))
    return {
      removed: first.removed + rest.removed,
      restored: first.restored + rest.restored,
      left: [...first.left, ...rest.left],
    }
  }
}

/** Ends the import for good, and says whether anything of it is kept. Refuses with `import_unknown`, `import_undone` and `import_forgotten`. */
function beginUndo({ table, tenantId, transaction }: ImportPlace, id: string): Promise<void> {
  return transaction(async (db) => {
    const { rows } = await sql<{ undone: boolean; forgotten: boolean; kept: boolean }>`
      select undone_at is not null as undone, forgotten or began_at < now() - make_interval(days => ${keptDays}) as forgotten,
        exists (select from core.import_rows r where r.tenant_id = ${tenantId}::uuid and r.import_id = i.import_id and r.key is not null) as kept
      from core.imports i where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid
        and plugin_id = ${table.plugin} and table_name = ${table.name} for update`.execute(db)
    const [found] = rows
    if (!found) throw recordErrors('import_unknown', { id })
    // why: an undo that broke off half-way goes on where it was
    if (found.undone && !found.kept) throw recordErrors('import_undone', {})
    if (found.forgotten)
      throw recordErrors('import_forgotten', { rows: mostTouched, imports: mostImports, days: keptDays })
    await sql`update core.imports set ended_at = coalesce(ended_at, clock_timestamp()), undone_at = clock_timestamp()
      where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid`.execute(db)
    await sql`delete from core.import_rows where tenant_id = ${tenantId}::uuid and import_id = ${id}::uuid and key is null`.execute(
      db,
    )
  })
}

/**
 * Takes an import back, the last rows first: what it added is removed, what it changed is as it was before. Rows that were changed since
 * are left, and said. Refuses with `import_unknown`, `import_undone` and `import_forgotten`.
 */
export async function undoImport(place: ImportPlace, id: string): Promise<UndoOutcome> {
  await beginUndo(place, id)
  const sum = { removed: 0, restored: 0, leftOver: 0 }
  const left: LeftRow[] = []
  for (;;) {
    const { rows } = await place.transaction((db) =>
      sql<Touched>`
        select key_digest as digest, key::text as key, before::text as before, after from core.import_rows
        where tenant_id = ${place.tenantId}::uuid and import_id = ${id}::uuid
        order by line desc, key_digest limit ${slice}`.execute(db),
    )
    if (rows.length === 0) {
      await place.changed()
      return { ...sum, left }
    }
    const piece = await takeBackGood(place, id, rows)
    sum.removed += piece.removed
    sum.restored += piece.restored
    sum.leftOver += piece.left.length
    left.push(...piece.left.slice(0, mostLeft - left.length))
  }
}

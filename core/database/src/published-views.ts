import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { PublishedView } from '@tessera/plugin-api/server'
import { dataVersionTable } from './data-version-table.ts'
import { databaseErrors } from './errors.ts'
import { appRole, pluginRole, readerRole } from './roles.ts'
import { assertTenantTables } from './tenant-table.ts'

/** Views of a plugin that others may read. */
export interface Publication {
  /** Schema of the plugin. */
  readonly schema: string
  /** By name. */
  readonly views: Readonly<Record<string, PublishedView>>
}

interface Stored {
  readonly name: string
  readonly mark: string | null
  readonly is_used: boolean
}

const markOf = (statement: string) => `published ${createHash('sha256').update(statement).digest('hex')}`

/** The views of a schema that were published: they belong to the plugin's role. */
async function published(db: Kysely<never>, schema: string): Promise<readonly Stored[]> {
  const { rows } = await sql<Stored>`
    select c.relname as name, obj_description(c.oid, 'pg_class') as mark,
      exists (select from pg_depend d join pg_rewrite r on r.oid = d.objid
        where d.refobjid = c.oid and d.classid = 'pg_rewrite'::regclass and r.ev_class <> c.oid) as is_used
    from pg_class c where c.relnamespace = to_regnamespace(quote_ident(${schema})) and c.relkind = 'v'
      and c.relowner = to_regrole(quote_ident(${pluginRole(schema)}))`.execute(db)
  return rows
}

function statementOf(db: Kysely<never>, name: string, { query }: PublishedView): string {
  const { sql: statement, parameters } = typeof query === 'function' ? query(db).compile() : query.compile(db)
  if (parameters.length === 0) return statement
  throw databaseErrors('view_unfit', { view: name, reason: 'its query has parameters; write values with sql.lit' })
}

/** Takes away views of a schema, so that tables under them can be changed. Those that others have built upon stay. */
export async function dropPublished(db: Kysely<never>, schema: string): Promise<void> {
  for (const { name, is_used: isUsed } of await published(db, schema)) {
    if (!isUsed) await sql`drop view ${sql.table(`${schema}.${name}`)}`.execute(db)
  }
}

async function make(db: Kysely<never>, place: { readonly schema: string; readonly name: string }, statement: string) {
  const { schema, name } = place
  const view = sql.table(`${schema}.${name}`)
  const role = sql.ref(pluginRole(schema))
  await sql`create view ${view} as ${sql.raw(statement)}`.execute(db)
  await sql`grant create on schema ${sql.ref(schema)} to ${role}`.execute(db)
  await sql`alter view ${view} owner to ${role}`.execute(db)
  await sql`revoke create on schema ${sql.ref(schema)} from ${role}`.execute(db)
  await sql`revoke all on ${view} from ${role}`.execute(db)
  await sql`grant select on ${view} to ${role}, ${sql.ref(appRole)}, ${sql.ref(readerRole)}`.execute(db)
  await sql`comment on view ${view} is ${sql.lit(markOf(statement))}`.execute(db)
  // why: what it may not read it would refuse later, to those who read it
  await sql`set local role ${role}`.execute(db)
  await sql`select from ${view} limit 0`.execute(db)
  await sql`reset role`.execute(db)
}

/**
 * Makes the views that a plugin publishes, anew where their query has changed, and takes away those it publishes no more. They read as the
 * plugin's role, for which row-level security holds. Refuses with `view_unfit`. Safe against a second starter.
 */
export async function publishViews(owner: Kysely<never>, { schema, views }: Publication): Promise<void> {
  const wanted = new Map(Object.entries(views).map(([name, view]) => [name, statementOf(owner, name, view)]))
  const differ = async (db: Kysely<never>) => {
    const there = await published(db, schema)
    const marks = new Map(there.map(({ name, mark }) => [name, mark]))
    const stale = there.filter(({ name, mark }) => mark !== markOf(wanted.get(name) ?? ''))
    const missing = [...wanted].filter(([name, statement]) => marks.get(name) !== markOf(statement))
    return { stale, missing }
  }
  const before = await differ(owner)
  if (before.stale.length + before.missing.length === 0) return
  await owner.transaction().execute(async (db) => {
    // why: two starters that make one view at once are refused by the catalogue; those who write are not kept waiting
    await sql`lock table ${sql.table(dataVersionTable.name)} in share update exclusive mode`.execute(db)
    const { stale, missing } = await differ(db)
    await sql`set local search_path = ${sql.ref(schema)}, public`.execute(db)
    for (const [view, run] of [
      ...stale.map(({ name }) => [name, () => sql`drop view ${sql.table(`${schema}.${name}`)}`.execute(db)] as const),
      ...missing.map(([name, statement]) => [name, () => make(db, { schema, name }, statement)] as const),
    ]) {
      await run().catch((error: unknown) => {
        const { message } = error as Error
        throw Object.assign(databaseErrors('view_unfit', { view, reason: message }), { cause: error })
      })
    }
    await assertTenantTables(db, [schema])
  })
}

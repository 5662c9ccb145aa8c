import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { PublishedView } from '@tessera/plugin-api/server'
import { dataVersionTable } from './data-version-table.ts'
import { databaseErrors } from './errors.ts'
import { appRole, pluginRole, readerRole, rolePrefix } from './roles.ts'
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
}

interface Upon {
  readonly view: string
  readonly is_published: boolean
}

const markOf = (statement: string) => `published ${createHash('sha256').update(statement).digest('hex')}`

/** The views of a schema that were published: they belong to the plugin's role. */
async function published(db: Kysely<never>, schema: string): Promise<readonly Stored[]> {
  const { rows } = await sql<Stored>`
    select c.relname as name, obj_description(c.oid, 'pg_class') as mark
    from pg_class c where c.relnamespace = to_regnamespace(quote_ident(${schema})) and c.relkind = 'v'
      and c.relowner = to_regrole(quote_ident(${pluginRole(schema)}))`.execute(db)
  return rows
}

/** What has been built upon a view, the last of it first. */
async function builtUpon(db: Kysely<never>, schema: string, name: string): Promise<readonly Upon[]> {
  const { rows } = await sql<Upon>`
    with recursive upon as (
      select c.oid, 0 as depth from pg_class c
      where c.relnamespace = to_regnamespace(quote_ident(${schema})) and c.relname = ${name}
      union
      select r.ev_class, upon.depth + 1 from upon
      join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = upon.oid and d.classid = 'pg_rewrite'::regclass
      join pg_rewrite r on r.oid = d.objid and r.ev_class <> upon.oid
    )
    select format('%I.%I', n.nspname, c.relname) as view,
      bool_and(c.relkind = 'v' and starts_with(pg_get_userbyid(c.relowner)::text, ${rolePrefix})
        and coalesce(starts_with(obj_description(c.oid, 'pg_class'), 'published '), false)) as is_published
    from upon join pg_class c on c.oid = upon.oid join pg_namespace n on n.oid = c.relnamespace
    where upon.depth > 0
    group by n.nspname, c.relname order by max(upon.depth) desc`.execute(db)
  return rows
}

/** Drops a view, and those that plugins have published upon it: they are made anew when these start. Refuses where others have built upon it. */
async function dropView(db: Kysely<never>, schema: string, name: string): Promise<void> {
  const upon = await builtUpon(db, schema, name)
  if (upon.every((one) => one.is_published)) {
    for (const { view } of upon) await sql`drop view ${sql.raw(view)}`.execute(db)
  }
  await sql`drop view if exists ${sql.table(`${schema}.${name}`)}`.execute(db)
}

function statementOf(db: Kysely<never>, name: string, { query }: PublishedView): string {
  const { sql: statement, parameters } = typeof query === 'function' ? query(db).compile() : query.compile(db)
  if (parameters.length === 0) return statement
  throw databaseErrors('view_unfit', { view: name, reason: 'its query has parameters; write values with sql.lit' })
}

/** Takes away views of a schema, so that tables under them can be changed. Those that others have built upon stay. */
export async function dropPublished(db: Kysely<never>, schema: string): Promise<void> {
  for (const { name } of await published(db, schema)) {
    const upon = await builtUpon(db, schema, name)
    if (upon.every((one) => one.is_published)) await dropView(db, schema, name)
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
    await sql`set local search_path = ${sql.ref(schema)}, public`.execute(db)
    const judged = async (view: string, run: () => Promise<unknown>) => {
      await run().catch((error: unknown) => {
        const { message } = error as Error
        throw Object.assign(databaseErrors('view_unfit', { view, reason: message }), { cause: error })
      })
    }
    const { stale } = await differ(db)
    for (const { name } of stale) await judged(name, () => dropView(db, schema, name))
    // why: own views upon those that were dropped went with them
    const { missing } = await differ(db)
    for (const [name, statement] of missing) await judged(name, () => make(db, { schema, name }, statement))
    await assertTenantTables(db, [schema])
  })
}

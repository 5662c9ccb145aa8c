import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { dataVersionTable } from './data-version-table.ts'
import { databaseErrors } from './errors.ts'
import { biRole, entityRole, entitySchema } from './roles.ts'

/** A view of the schema `entity`. */
export interface EntityView {
  /** The SELECT it is made of, without parameters. */
  readonly statement: string
  /** Schema in which bare names of the statement stand, and whose tables it may read beside core's. */
  readonly schema: string
}

/** What is wrong with a view that could not be made. */
export interface WrongEntityView {
  readonly view: string
  readonly error: Error
}

/** Tables of core that views of plugins may read. */
const readOfCore = ['tenants', 'accounts', 'users', 'events', 'calendar_periods']

const markOf = ({ statement, schema }: EntityView) =>
  `unified ${createHash('sha256').update(`${schema} ${statement}`).digest('hex')}`

const place = (name: string) => sql.table(`${entitySchema}.${name}`)

interface Stored {
  readonly name: string
  readonly mark: string | null
}

async function stored(db: Kysely<never>): Promise<readonly Stored[]> {
  const { rows } = await sql<Stored>`
    select relname as name, obj_description(oid, 'pg_class') as mark from pg_class
    where relnamespace = to_regnamespace(${entitySchema}) and relkind = 'v'`.execute(db)
  return rows
}

/** Drops the views that read a schema, and those above them, so that tables under them can be changed. The end of a start makes them anew. */
export async function dropEntityViews(db: Kysely<never>, schema?: string): Promise<void> {
  const { rows } = await sql<Stored>`
    select v.relname as name, null as mark from pg_class v
    where v.relnamespace = to_regnamespace(${entitySchema}) and v.relkind = 'v'
      and (${schema ?? null}::text is null or exists (
        select from pg_rewrite r
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
        join pg_class t on t.oid = d.refobjid
        where r.ev_class = v.oid and t.relnamespace = to_regnamespace(quote_ident(${schema ?? ''}))))`.execute(db)
  for (const { name } of rows) await sql`drop view if exists ${place(name)} cascade`.execute(db)
}

interface Under {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly kind: string
  readonly as_reader: boolean
}

/** Tables a view reads, and views below it that read as who reads them. */
async function relationsUnder(db: Kysely<never>, view: string): Promise<readonly Under[]> {
  const { rows } = await sql<Under>`
    with recursive under as (
      select to_regclass(${`${entitySchema}.${view}`})::oid as oid
      union
      select d.refobjid from under u
      join pg_rewrite r on r.ev_class = u.oid
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
        and d.refobjid <> u.oid
    )
    select c.oid::text, n.nspname as schema, c.relname as name, c.relkind::text as kind,
      exists (select from pg_options_to_table(c.reloptions) o
        where o.option_name = 'security_invoker' and o.option_value::boolean) as as_reader
    from under u join pg_class c on c.oid = u.oid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^(pg_|information_schema$)'`.execute(db)
  return rows.filter(({ schema, name }) => !(schema === entitySchema && name === view))
}

/** Why a view of a plugin may not read something; null where it may. */
function reasonAgainst({ schema, name, kind, as_reader: asReader }: Under, home: string): string | null {
  if (home === 'core') return null
  const isOwn = schema === home || (schema === 'core' && readOfCore.includes(name))
  if (!isOwn) return `it reads ${schema}.${name}; read tables of the plugin and of core`
  return kind === 'v' && !asReader ? `it reads the published view ${schema}.${name}; read the tables below it` : null
}

/** Lets the role of the views read a table: rows of the tenant that the session belongs to, whatever else is set. */
async function open(db: Kysely<never>, { oid, schema, name, kind }: Under): Promise<void> {
  const relation = sql.table(`${schema}.${name}`)
  const role = sql.ref(entityRole)
  await sql`grant usage on schema ${sql.ref(schema)} to ${role}`.execute(db)
  await sql`grant select on ${relation} to ${role}`.execute(db)
  if (kind !== 'r' && kind !== 'p') return
  const { rows } = await sql<{ isProtected: boolean; isOpen: boolean }>`
    select c.relrowsecurity as "isProtected",
      (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname in ('unified_rows', 'unified_only')) = 2 as "isOpen"
    from pg_class c where c.oid = ${oid}::oid`.execute(db)
  if (!rows[0]?.isProtected || rows[0].isOpen) return
  const own = sql`tenant_id = (select core.bi_tenant())`
  await sql`create policy unified_rows on ${relation} for select to ${role} using (${own})`.execute(db)
  await sql`create policy unified_only on ${relation} as restrictive for select to ${role} using (${own})`.execute(db)
}

async function make(db: Kysely<never>, name: string, view: EntityView): Promise<void> {
  await sql`set local search_path = ${sql.ref(view.schema)}, public`.execute(db)
  await sql`create view ${place(name)} as ${sql.raw(view.statement)}`.execute(db)
  for (const under of await relationsUnder(db, name)) {
    const reason = reasonAgainst(under, view.schema)
    if (reason !== null) throw databaseErrors('view_unfit', { view: `${entitySchema}.${name}`, reason })
    await open(db, under)
  }
  const schema = sql.ref(entitySchema)
  await sql`grant create on schema ${schema} to ${sql.ref(entityRole)}`.execute(db)
  await sql`alter view ${place(name)} owner to ${sql.ref(entityRole)}`.execute(db)
  await sql`revoke create on schema ${schema} from ${sql.ref(entityRole)}`.execute(db)
  await sql`revoke all on ${place(name)} from ${sql.ref(entityRole)}`.execute(db)
  await sql`grant select on ${place(name)} to ${sql.ref(biRole)}, ${sql.ref(entityRole)}`.execute(db)
  await sql`comment on view ${place(name)} is ${sql.lit(markOf(view))}`.execute(db)
}

async function prepare(db: Kysely<never>): Promise<void> {
  await sql`create schema if not exists ${sql.ref(entitySchema)}`.execute(db)
  await sql`grant usage on schema ${sql.ref(entitySchema)} to ${sql.ref(biRole)}, ${sql.ref(entityRole)}`.execute(db)
  await sql`grant execute on function core.bi_tenant() to ${sql.ref(biRole)}`.execute(db)
}

/** Makes one view; a view that cannot be made leaves nothing behind. */
async function tryToMake(db: Kysely<never>, name: string, view: EntityView): Promise<WrongEntityView | null> {
  await sql`savepoint one_view`.execute(db)
  try {
    await make(db, name, view)
    await sql`release savepoint one_view`.execute(db)
    return null
  } catch (error) {
    await sql`rollback to savepoint one_view`.execute(db)
    return { view: name, error: error as Error }
  }
}

/**
 * Makes the views of the schema `entity`, anew where one has changed, and takes away those there are no more. They read as a role of their
 * own, for which row-level security holds. Answers those that could not be made. Safe against a second starter.
 */
export async function makeEntityViews(
  owner: Kysely<never>,
  views: Readonly<Record<string, EntityView>>,
): Promise<readonly WrongEntityView[]> {
  const marks = new Map((await stored(owner)).map(({ name, mark }) => [name, mark]))
  const wanted = Object.entries(views)
  const isSame = marks.size === wanted.length && wanted.every(([name, view]) => marks.get(name) === markOf(view))
  if (isSame) return []
  return owner.transaction().execute(async (db) => {
    // why: two starters that make one view at once are refused by the catalogue; those who write are not kept waiting
    await sql`lock table ${sql.table(dataVersionTable.name)} in share update exclusive mode`.execute(db)
    await prepare(db)
    const there = new Map((await stored(db)).map(({ name, mark }) => [name, mark]))
    const isStale = (name: string) => views[name] === undefined || there.get(name) !== markOf(views[name])
    // why: views stand on each other, and what is dropped takes those above it along
    if ([...there.keys()].some(isStale)) {
      await dropEntityViews(db)
      there.clear()
    }
    const wrong: WrongEntityView[] = []
    for (const [name, view] of wanted) {
      if (there.has(name)) continue
      const found = await tryToMake(db, name, view)
      if (found) wrong.push(found)
    }
    return wrong
  })
}

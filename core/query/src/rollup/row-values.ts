import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Fact } from '@tessera/plugin-api/server'
import { literalSql } from './literal-sql.ts'

/** Why an expression is no value of a fact's row alone, so that keeping it could go wrong; null when it is one. */
export type Judge = (fact: Fact, expression: RawBuilder<unknown>) => string | null

/** An expression as PostgreSQL understood it, or why it does not take it as the value of a row. */
interface Reading {
  readonly text: string
  readonly tree: string | null
  readonly refusal: string | null
}

/** Two sets of settings under which no word for a time (`today`) and no ambiguous date means the same. */
const first = { TimeZone: 'Etc/GMT+12', DateStyle: 'ISO, DMY', IntervalStyle: 'postgres' }
const second = { TimeZone: 'Etc/GMT-14', DateStyle: 'ISO, MDY', IntervalStyle: 'sql_standard' }

/**
 * Tries to index each expression over an empty table of the same columns: PostgreSQL does so only where all that the expression
 * names is immutable, casts that nobody wrote among it, and where it reads nothing but its row.
 */
const probe = sql`
create function pg_temp.tessera_row_value(name text, expression text, out tree text, out refusal text) language plpgsql as $$
begin
  execute format(E'create index tessera_row_value on pg_temp.%I (((%s\\n) is null))', name, expression);
  select indexprs::text into tree from pg_index where indexrelid = 'pg_temp.tessera_row_value'::regclass;
  drop index pg_temp.tessera_row_value;
exception when others then
  refusal := case sqlstate
    when '42P17' then 'may change while the row does not: the database does not call all of it immutable'
    when '0A000' then 'reads more than the row: ' || sqlerrm
    else 'cannot be judged: ' || sqlerrm end;
end $$`

/** Carries what was read out of a transaction that is undone. */
class Undone extends Error {
  readonly readings: readonly Reading[]

  constructor(readings: readonly Reading[]) {
    super('undone')
    this.readings = readings
  }
}

const nameOf = (table: string) => table.slice(table.indexOf('.') + 1)

async function read(
  owner: Kysely<never>,
  table: string,
  asked: { readonly texts: readonly string[]; readonly settings: Readonly<Record<string, string>> },
): Promise<readonly Reading[]> {
  const name = nameOf(table)
  const settings = Object.entries(asked.settings).map(([key, value]) => sql`set_config(${key}, ${value}, true)`)
  try {
    return await owner.transaction().execute(async (db) => {
      await sql`select ${sql.join(settings)}`.execute(db)
      await sql`create temporary table ${sql.ref(name)} (like ${sql.table(table)}) on commit drop`.execute(db)
      await probe.execute(db)
      const { rows } = await sql<Reading>`
        select text, tree, refusal
        from unnest(${asked.texts}::text[]) as text, pg_temp.tessera_row_value(${name}, text)`.execute(db)
      // why: 'now' means the moment a transaction begins; the next one shall begin at another
      await sql`select pg_sleep(0.002)`.execute(db)
      throw new Undone(rows)
    })
  } catch (error) {
    if (error instanceof Undone) return error.readings
    throw error
  }
}

/** Views change with what they read, and nobody says where foreign tables do. */
async function isTable(owner: Kysely<never>, table: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select relkind in ('r', 'p') as own from pg_class where oid = to_regclass(${literalSql(sql.table(table))})`.execute(
    owner,
  )
  return rows[0]?.own ?? false
}

async function judgeTable(
  owner: Kysely<never>,
  table: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const all = (reason: string) => new Map(texts.map((text) => [text, reason]))
  if (!(await isTable(owner, table)))
    return all(`cannot be kept: ${table} is no table, so nobody notes what changes in it`)
  try {
    const before = await read(owner, table, { texts, settings: first })
    const after = await read(owner, table, { texts, settings: second })
    const later = new Map(after.map((reading) => [reading.text, reading]))
    return new Map(
      before.map(({ text, tree, refusal }) => {
        const again = later.get(text)
        const differs = again?.tree === tree ? null : 'depends on when, or with which settings, it is read'
        return [text, refusal ?? again?.refusal ?? differs]
      }),
    )
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('42')) throw error
    return all(`cannot be judged: ${(error as Error).message}`)
  }
}

/**
 * Asks the database which expressions are values of their rows alone. An expression without a constant is judged by what it names;
 * constants such as `'now'` are read twice, at two moments and under two sets of settings. What is in doubt is none.
 */
export async function askRowValues(
  owner: Kysely<never>,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Judge> {
  const verdicts = new Map<string, ReadonlyMap<string, string | null>>()
  for (const [table, texts] of wanted) verdicts.set(table, await judgeTable(owner, table, [...texts]))
  return (fact, expression) => {
    const text = literalSql(expression)
    const reason = verdicts.get(fact.table)?.get(text)
    return reason === null ? null : `${text} ${reason ?? 'was not judged'}`
  }
}

/** A judge that lets everything pass and remembers, by table, what it was asked. */
export function collectingJudge(): {
  readonly judge: Judge
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>
} {
  const wanted = new Map<string, Set<string>>()
  const judge: Judge = ({ table }, expression) => {
    wanted.set(table, (wanted.get(table) ?? new Set()).add(literalSql(expression)))
    return null
  }
  return { judge, wanted }
}

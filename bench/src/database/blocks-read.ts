import { CompiledQuery, type Kysely } from 'kysely'

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
}

/**
 * Blocks of 8 KiB a statement reads, from memory or disk: a measure of work that no other program on the machine disturbs.
 * It runs twice and the second counts, because the first also reads the catalogue.
 */
export async function blocksRead(
  db: Kysely<never>,
  statement: { readonly text: string; readonly values: readonly unknown[] },
): Promise<number> {
  const explained = CompiledQuery.raw(`explain (analyze, buffers, timing off, format json) ${statement.text}`, [
    ...statement.values,
  ])
  await db.executeQuery(explained)
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly [Plan] }>(explained)
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error('PostgreSQL gave no plan')
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
}

import { expect, test } from 'vitest'
import { tableReferences } from './table-references.ts'

const read = (statement: string) =>
  tableReferences(statement).map(({ schema, table, tenant }) => `${schema ?? '?'}.${table} ${tenant ?? 'unheld'}`)

test.each([
  ['select 1', []],
  ['select * from core.events where tenant_id = $1', ['core.events $1']],
  ['select * from "core"."events" as e where $2::uuid = e.tenant_id and x', ['core.events $2']],
  ['select * from core.events', ['core.events unheld']],
  ['select * from core.events where (((tenant_id = $1)) and a)', ['core.events $1']],
  ['select * from a.x join b.y on y.tenant_id = $2 and x.id = y.id where x.tenant_id = $1', ['a.x $1', 'b.y $2']],
  ['select * from a.x as p, b.y q where p.tenant_id = $1', ['a.x $1', 'b.y unheld']],
  ['select * from a.x join b.y using (tenant_id) where x.tenant_id = $1', ['a.x $1', 'b.y unheld']],
  ['select * from (a.x join b.y on true) where x.tenant_id = $1', ['a.x $1', 'b.y unheld']],
  ['select * from a.x where tenant_id = $1 union all select * from a.x', ['a.x $1', 'a.x unheld']],
  ['select * from a.x where (tenant_id = $1) union (select * from a.y where b)', ['a.x $1', 'a.y unheld']],
  ['select * from a.x left join a.y on a.y.id = b, a.z where x.tenant_id = $1', ['a.x $1', 'a.y unheld', 'a.z unheld']],
  ['select (select count(*) from a.y) from a.x where tenant_id = $1', ['a.x $1', 'a.y unheld']],
  ['select 1 from a.x where exists (select from a.y where tenant_id = $1)', ['a.x unheld', 'a.y $1']],
  ['select 1 from (select * from a.x where tenant_id = $1) as s where tenant_id = $2', ['a.x $1']],
  [
    'with e as (select * from a.x where tenant_id = $1) select * from e cross join only pg_class',
    ['?.pg_class unheld', 'a.x $1'],
  ],
  ['with e(i) as not materialized (select 1) select i from e', []],
  ['select * from unnest($1::uuid[]) as t(id), a.f($2), lateral generate_series(1, 3)', []],
])('%s', (statement, tables) => {
  expect(read(statement).toSorted()).toEqual(tables)
})

test.each([
  ['one side of an OR', 'select * from a.x where tenant_id = $1 or true'],
  ['one side of an OR in parentheses', 'select * from a.x where b and (tenant_id = $1 or true)'],
  ['negated', 'select * from a.x where not (tenant_id = $1)'],
  ['in a filter of an aggregate', 'select count(*) filter (where tenant_id = $1) from a.x'],
  ['in the select list', 'select tenant_id = $1 from a.x'],
  ['in a call', 'select * from a.x where coalesce(tenant_id = $1, true)'],
  ['in a string', `select * from a.x where b = 'where tenant_id = $1'`],
  ['in a comment', 'select * from a.x -- where tenant_id = $1\n where /* tenant_id = $1 */ true'],
  ['compared with another column', 'select * from a.x where tenant_id = other_id'],
  ['not an equation', 'select * from a.x where tenant_id <> $1'],
  ['of another table', 'select * from a.x where y.tenant_id = $1'],
])('a condition that is %s holds nothing', (_, statement) => {
  expect(read(statement)).toEqual(['a.x unheld'])
})

test.each([
  'select extract(epoch from x.at), a is distinct from b.c, substring(t from 2) from a.x where tenant_id = $1',
  `select case when a or b then 1 end from "a"."x" where tenant_id = $1::uuid and (c = 'from d.e' or f) group by 1, 2`,
  'select $tag$ from b.c $tag$ from a.x where tenant_id = $1 order by a, b',
  'select distinct on (a, b) a, b, (c)::text as d from a.x where tenant_id = $1 and (true) order by a, b, d',
])('words that look like tables: %s', (statement) => {
  expect(read(statement)).toEqual(['a.x $1'])
})

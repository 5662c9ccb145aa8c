import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

/** File with one mistake → the sentence the compiler prints for it. */
const mistakes: Readonly<Record<string, string>> = {
  'unknown-metric-in-panel.ts':
    "a panel uses metric 'sene' which this plugin does not declare; declare it under metrics, or write '<plugin>.<metric>' for another plugin's",
  'unknown-dimension-in-panel.ts':
    "a panel uses dimension 'knid' which this plugin does not declare; declare it under dimensions, or write '<plugin>.<dimension>' for another plugin's",
  'unknown-metric-in-alert.ts':
    "an alert watches metric 'sene' which this plugin does not declare; declare it under metrics, or write '<plugin>.<metric>' for another plugin's",
  'unknown-dimension-in-segment.ts':
    "a segment filters by 'knid' which is no dimension of this plugin; declare it under dimensions, or write '<plugin>.<dimension>' for another plugin's",
  'unknown-segment-in-panel.ts':
    "a panel uses segment 'lagre' which this plugin does not declare; declare it under segments, or write '<plugin>.<segment>' for another plugin's",
  'unknown-rule-of-metric.ts':
    "a metric rests on the rule 'lagreFrom' which is no setting of this plugin; declare it under settings, or write '<plugin>.<setting>' for another plugin's",
  'unknown-panel-on-dashboard.ts':
    "a dashboard places panel 'lnie' which this plugin does not declare; declare it under panels, or write '<plugin>.<panel>' for another plugin's",
  'live-metric-without-sql.ts':
    "metric 'seen' is live but has no SQL; add it under metrics here, or set its status to 'needs-source' in the contract",
  'undeclared-metric-with-sql.ts': "metric 'seen' is not declared in the contract; declare it there first",
  'fixture-of-undeclared-metric.ts':
    "metric 'sene' has fixtures but no SQL; correct the name, or add it under metrics here",
  'custom-panel-without-loader.ts':
    "panel 'map' has view 'custom', but has no loader; add 'map: () => import(…)' under panels",
  'view-without-loader.ts': "view 'map' is in the contract, but has no loader; add 'map: () => import(…)' under views",
  'loader-without-view.ts': "view 'map' has a loader, but the contract does not declare it; declare it there first",
  'unknown-view-in-panel.ts':
    "a panel is drawn by view 'lnie' which is none of builtInViews and not declared here; declare it under views, or write '<plugin>.<view>' for another plugin's",
  'unknown-option-of-view.ts':
    "panel 'bars' has options that its view does not take; the view states its own under options",
  'wrong-option-of-own-view.ts':
    "panel 'world' has options that its view does not take; the view states its own under options",
  'view-reads-unknown-option.ts': "the view reads option 'mots', which it does not have; declare it under options",
  'incomplete-contribution.ts': "contribution 'red' to 'hub/providers/v1' lacks 'services'; add it",
  'unknown-field.ts': "the contract has the field 'permisions' which nothing reads; correct the name, or take it out",
  'unknown-field-in-metric.ts':
    "a metric has the field 'targett' which nothing reads; correct the name, or take it out",
  'unknown-field-in-query.ts':
    "the query of a panel has the field 'filter' which nothing reads; correct the name, or take it out",
  'unknown-right-of-page.ts':
    "a page needs the right 'edti' which this plugin does not declare; declare it under permissions, or write one of core's, as 'metrics:read'",
  'page-without-loader.ts':
    "page 'deals' is in the contract, but has no loader; add 'deals: () => import(…)' under pages",
  'loader-of-undeclared-page.ts':
    "page 'dels' has a loader, but the contract does not declare it; declare it there first",
  'parameter-of-other-page.ts': `Property 'noteId' does not exist on type`,
  'wrong-server-part.ts': `Type 'Promise<string>' is not assignable to type 'Promise<number>'`,
  'mutation-without-right.ts':
    "procedure 'deep.change' is a mutation, but says not what right it takes; begin it with procedure.needs('<a name under permissions of the contract>')",
  'unknown-right.ts': `Argument of type '"edti"' is not assignable to parameter of type`,
  'unknown-topic.ts': `Argument of type '"quota_sett"' is not assignable to parameter of type '"quota_set"'`,
  'wrong-data-of-topic.ts': `Type 'string' is not assignable to type 'number'`,
  'strange-key-of-table.ts':
    "the key of a table has the column 'deal' which is not among its columns; declare it there",
  'unknown-field-in-table.ts': "a table has the field 'colums' which nothing reads; correct the name, or take it out",
  'wrong-value-in-records.ts': `Type 'string' is not assignable to type 'number'`,
  'unknown-table-in-records.ts': `Argument of type '"dels"' is not assignable to parameter of type '"deals"'`,
  'missing-value-of-mail.ts': `Property 'amount' is missing in type '{ day: string; }'`,
  'wrong-column-in-score.ts': `Type '"usgae"' is not assignable to type`,
  'last-value-without-value.ts': `Property 'across' is missing in type '{ entity: "account_id"; }' but required in type '{ readonly value?: never; readonly across: "count"; }'`,
  'wrong-column-in-where.ts': `Argument of type '"evnet"' is not assignable to parameter of type 'ReferenceExpression<{ row: EventRow; }`,
  'wrong-column-in-fact.ts': `Type '"timestmap"' is not assignable to type 'keyof EventRow'. Did you mean '"timestamp"'?`,
}

const folder = join(import.meta.dirname, '../test/type-errors')

describe('the compiler says what is wrong', () => {
  const printed = new Map<string, string>()

  beforeAll(() => {
    const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
    const command = [join(typescript, 'bin/tsc'), '-p', folder, '--pretty', 'false']
    const { stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' })
    let file = ''
    for (const line of stdout.split('\n')) {
      file = /([^/\\]+)\(\d+,\d+\): error/.exec(line)?.[1] ?? file
      printed.set(file, `${printed.get(file) ?? ''}${line}\n`)
    }
  })

  test.each(Object.entries(mistakes))('%s', (file, sentence) => {
    expect(printed.get(file)).toContain(sentence)
    expect(printed.get(file)?.match(/error TS/g)).toHaveLength(1)
  })

  test('and nothing about a plugin without mistake, nor about files not listed here', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
    expect(files.toSorted()).toEqual([...Object.keys(mistakes), 'no-mistake.ts'].toSorted())
    expect([...printed.keys()].filter((file) => file !== '').toSorted()).toEqual(Object.keys(mistakes).toSorted())
  })
})

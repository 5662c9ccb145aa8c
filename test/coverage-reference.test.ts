import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { RequirementDocument } from '../docs/requirements/requirement.ts'
import { coveragePage } from '../scripts/reference/requirements/coverage-page.ts'
import { findFaults } from '../scripts/reference/requirements/find-faults.ts'
import { knownNames, type KnownNames } from '../scripts/reference/requirements/known-names.ts'

const root = join(import.meta.dirname, '..')
let known: KnownNames

beforeAll(async () => {
  known = await knownNames(root)
})

test('the page of coverage says what there is', async () => {
  await expect(await coveragePage(root, known)).toMatchFileSnapshot('../docs/reference/coverage.md')
})

const wrong: RequirementDocument = {
  number: '009',
  title: 'Wishes',
  sections: [
    {
      title: 'Of support',
      plugin: 'support',
      requirements: [
        {
          asks: 'Everything',
          metrics: ['open_tickets', 'tickets_of_cats'],
          panels: ['open', 'cats', 'volume'],
          dashboards: ['saas-metrics.gone'],
          addresses: ['/metrics'],
          rest: ['GET /api/metrics/support-overview', 'POST /api/metrics/support-overview'],
          procedures: ['plugins.support.overview', 'support.overview'],
          views: ['daily_metrics', 'cats'],
          commands: ['daily', 'weekly'],
          settings: ['npsWindowDays', 'cats'],
          tables: ['tickets', 'cats'],
          topics: ['customer-success.health_changed', 'metrics.changed', 'cats'],
          jobs: ['customer-success.nightly', 'nightly'],
          charts: ['waterfall', 'pie'],
          guides: ['docs/guides/rollups.md', 'docs/guides/cats.md'],
          tests: ['supportTimes'],
        },
      ],
    },
  ],
}

test('what is named and does not exist is told in a sentence each', () => {
  const file = 'test/coverage-reference.test.ts'
  const tests = {
    supportTimes: { file, title: 'the page of coverage says what there is' },
    unused: { file, title: 'no matter' },
  }
  const lacks = (what: string) => `'Everything' names the ${what}, which does not exist`
  expect(findFaults([wrong], tests, { known, root })).toEqual([
    lacks("metric 'support.tickets_of_cats'"),
    lacks("panel 'support.cats'"),
    lacks("dashboard 'saas-metrics.gone'"),
    lacks("REST operation 'POST /api/metrics/support-overview'"),
    lacks("procedure 'support.overview'"),
    lacks("topic 'support.cats'"),
    lacks("view 'cats'"),
    lacks("command 'weekly'"),
    lacks("setting 'support.cats'"),
    lacks("table 'support.cats'"),
    lacks("job 'support.nightly'"),
    lacks("chart 'pie'"),
    lacks("guide 'docs/guides/cats.md'"),
    "'Everything' names the panel 'support.volume', which shows none of its metrics",
    "no requirement names the test 'unused'; take it out of docs/requirements/tests.ts",
  ])
})

test('so is a test whose file or title is gone', () => {
  const found = (file: string, title: string) => findFaults([wrong], { supportTimes: { file, title } }, { known, root })
  expect(found('test/gone.test.ts', 'x').at(-1)).toBe(
    "the test 'supportTimes' is in test/gone.test.ts, which does not exist",
  )
  expect(found('test/boundaries.test.ts', 'the linter').at(-1)).toBe(
    "the test 'supportTimes' is not in test/boundaries.test.ts: no test there is called 'the linter'",
  )
})

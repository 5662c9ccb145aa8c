import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longest: begun last, one of them would keep a single worker busy at the end. Those of a browser so that two at a
 * time do not wait for each other: one that keeps plugins/ for itself runs beside those that share a product.
 */
const longest = [
  'test/e2e/explain.test.ts',
  'test/e2e/start.test.ts',
  'test/e2e/tenants.test.ts',
  'test/e2e/estimates.test.ts',
  'test/e2e/development.test.ts',
  'test/e2e/views.test.ts',
  'test/e2e/background.test.ts',
  'test/e2e/outbox.test.ts',
  'test/e2e/client.test.ts',
  'test/e2e/middleware.test.ts',
  'test/e2e/bi-query.test.ts',
  'test/e2e/plugin-pages.test.ts',
  'test/e2e/broken-plugins.test.ts',
  'core/query/test/rollup-oracle.test.ts',
  'server/src/watch/watchdog.test.ts',
  'server/test/replay.test.ts',
  'server/test/figures.test.ts',
  'core/query/test/journeys/rollup-property.test.ts',
  'core/jobs/test/jobs.test.ts',
  'core/query/test/sketches.test.ts',
  'server/src/cli/cli.test.ts',
  'server/src/start/end-on-signal.test.ts',
  'core/jobs/test/killed.test.ts',
  'server/src/silent-database.test.ts',
  'core/database/test/silent.test.ts',
  'core/database/test/watched.test.ts',
  'core/query/test/rollup-property.test.ts',
  'core/query/test/oracle.test.ts',
  'core/query/test/options.test.ts',
  'core/query/test/clock-changes.test.ts',
  'core/query/test/journeys/journeys.test.ts',
  'core/query/test/journeys/funnel.test.ts',
  'core/query/test/journeys/rows-property.test.ts',
  'core/test-kit/test/examine.test.ts',
  'server/test/sigkill.test.ts',
  'server/src/demo/load-demo.test.ts',
  'plugins/integrations/src/server/projection/project.test.ts',
  'plugins/integrations/src/plugin.test.ts',
  'plugins/saas-metrics/src/plugin.test.ts',
  'plugins/customer-success/src/plugin.test.ts',
  'plugins/support/src/plugin.test.ts',
  'plugins/support/src/import.test.ts',
  'plugins/product-analytics/src/plugin.test.ts',
  'plugins/marketing/src/plugin.test.ts',
  'server/test/figures.test.ts',
  'server/test/unified.test.ts',
  'server/test/live.test.ts',
  'core/pictures/test/pictures.test.ts',
]

/** Its place among those that begin first. */
const placeOf = ({ moduleId }: TestSpecification) => {
  const place = longest.findIndex((file) => moduleId.endsWith(file))
  return place < 0 ? longest.length : place
}

/** Begins with the files that take longest, so that all workers are done at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await BaseSequencer.prototype.sort.call(this, files)
    return usual.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

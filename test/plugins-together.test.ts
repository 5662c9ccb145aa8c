import { describeOneDatabase, examineTogether, openTestHost } from '@tessera/test-kit'
import { expect, test } from 'vitest'
import overview from '../plugins/company-overview/src/server/index.ts'
import success from '../plugins/customer-success/src/server/index.ts'
import marketing from '../plugins/marketing/src/server/index.ts'
import product from '../plugins/product-analytics/src/server/index.ts'
import saas from '../plugins/saas-metrics/src/server/index.ts'
import sales from '../plugins/sales/src/server/index.ts'
import support from '../plugins/support/src/server/index.ts'

describeOneDatabase('plugins that can do without each other', (open) => {
  test('have metrics that rest on several of them, whose statements, rules and fixtures are right', async () => {
    const host = await openTestHost(open, [support, product, saas, success, sales, marketing, overview])
    try {
      const { metrics, findings } = await examineTogether(host)
      expect(findings.map(({ message }) => message)).toEqual([])
      for (const id of ['marketing.attributed_revenue', 'marketing.cac_payback_months', 'sales.renewal_rate'])
        expect(metrics).toContain(id)
    } finally {
      await host.close()
    }
  })
})

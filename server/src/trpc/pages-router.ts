import { assertPasses, trpc } from '@tessera/plugin-api/server'
import { matchPage, type ResolvedPage } from '@tessera/registry'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import type { Services } from '../services.ts'
import { tenantProcedure } from './procedures.ts'

const address = z.strictObject({
  plugin: z.string().max(100),
  steps: z.array(z.string().max(2000)).max(20).describe('the address below /p/<plugin>/, decoded'),
})

/** Pages of plugins. */
export function pagesRouter({ registry }: Services) {
  return trpc.router({
    /** The page at an address, or why the caller does not see it: `page_unknown`, `plugin_disabled`, `scope_missing`. */
    open: tenantProcedure.input(address).query(({ ctx, input: { plugin, steps } }): ResolvedPage => {
      const found = matchPage(registry.pages(new Set([plugin])), steps)
      if (!found) throw serverErrors('page_unknown', { page: `/p/${plugin}/${steps.join('/')}` })
      assertPasses(ctx, { plugin, rights: [found.page.needs] })
      return found.page
    }),
  })
}

import { pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { plugin } from '../plugin.ts'
import { experimentResult, readExperiments } from './experiments/read-experiments.ts'

const { router, procedure } = pluginTrpc(plugin)

/** Procedures of the plugin. */
export const routes = router({
  experiments: procedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/api/product-analytics/experiments',
        summary: 'List experiments and their results',
      },
    })
    .output(z.array(experimentResult))
    .query(({ ctx }) => ctx.transaction((db) => readExperiments(db, ctx.tenant.id, ctx.clock.now()))),
})

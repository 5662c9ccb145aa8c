import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { PluginSet } from '../model/plugin-set.ts'

/** File the build of the host writes beside its pages: `[{ id, error }]` for every web door, error null when it was built. */
export const reportFile = 'tessera-plugins.json'

const reportSchema = z.array(z.object({ id: z.string(), error: z.string().nullable() }))

/** Degrades plugins whose web door the build of the host in `dist` left out (stage `web`). Without a build, does nothing. */
export function noteWebReport(registry: Pick<PluginSet, 'degrade'>, dist: string): void {
  const file = join(dist, reportFile)
  if (!existsSync(file)) return
  for (const { id, error } of reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')))) {
    if (error !== null) registry.degrade(id, 'web', error)
  }
}

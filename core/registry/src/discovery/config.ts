import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readText } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { reasonOf, registryErrors } from '../errors.ts'

const ids = z.array(z.string().min(1)).readonly()
const configSchema = z.strictObject({
  plugins: z
    .strictObject({
      /** Only these plugins, if given. */
      include: ids.optional(),
      /** All but these. */
      exclude: ids.optional(),
      /** Plugins without which the server must not start; `true` for all. */
      required: z.union([ids, z.literal(true)]).optional(),
    })
    .readonly()
    .optional(),
})

/** Policy of an installation, from `tessera.config.ts`: which plugins it takes, and which it cannot do without. */
export type TesseraConfig = z.input<typeof configSchema>

export type PluginPolicy = NonNullable<TesseraConfig['plugins']>

/** Reads `tessera.config.ts` at the root; an empty policy without one. Refuses with `config_wrong`. */
export async function loadConfig(root: string): Promise<TesseraConfig> {
  const file = join(root, 'tessera.config.ts')
  if (!existsSync(file)) return {}
  try {
    // why: the loader takes any bytes, and turns those that are no UTF-8 into other names in silence
    readText(readFileSync(file))
  } catch (error) {
    throw registryErrors('config_wrong', { reason: reasonOf(error) })
  }
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href).catch((error: unknown) => {
    throw registryErrors('config_wrong', { reason: reasonOf(error) })
  })
  const parsed = configSchema.safeParse(Object(module).default)
  if (!parsed.success) throw registryErrors('config_wrong', { reason: z.prettifyError(parsed.error) })
  return parsed.data
}

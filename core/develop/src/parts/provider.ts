import { pathToFileURL } from 'node:url'
import { discoverPlugins } from '@tessera/registry'
import type { z } from 'zod'
import type { Draft } from '../draft.ts'
import { developErrors } from '../errors.ts'
import { assertKebab, titleOf } from '../names.ts'
import { shared } from '../target-plugin.ts'
import { sampleOf } from './sample.ts'

export interface NewProvider {
  /** Its key in the extension point; its plugin is `<owner>-<key>`. */
  readonly key: string
  /** The plugin whose extension point it adds to. */
  readonly owner: string
  /** Id of the extension point, where the owner offers several. */
  readonly point?: string | undefined
}

interface OfferedPoint {
  readonly name: string
  readonly id: string
  readonly schema: z.ZodType
}

/** A plugin that adds to an extension point of another. Refuses with `plugin_not_found` or `point_missing`. */
export async function addProvider(draft: Draft, root: string, asked: NewProvider): Promise<readonly string[]> {
  const { key, owner: ownerId } = asked
  assertKebab('provider', key)
  const { plugins } = await discoverPlugins(root)
  const owner = plugins.find(({ id }) => id === ownerId)
  if (!owner) throw developErrors('plugin_not_found', { plugin: ownerId, ids: plugins.map(({ id }) => id) })
  const points = owner.doors.extend === undefined ? [] : await pointsOf(owner.doors.extend)
  const point =
    asked.point === undefined && points.length === 1 ? points[0] : points.find(({ id }) => id === asked.point)
  if (!point) throw developErrors('point_missing', { plugin: ownerId, points: points.map(({ id }) => id) })

  const id = `${ownerId}-${key}`
  const dir = `plugins/${id}`
  const data = sampleOf(point.schema, titleOf(key))
  const fits = point.schema.safeParse(data)
  draft.add(`${dir}/package.json`, packageOf(id, owner.name))
  draft.add(
    `${dir}/README.md`,
    `# ${titleOf(key)}\n\nAdds ${titleOf(key)} to \`${point.id}\` of the plugin \`${ownerId}\`.\n`,
  )
  draft.add(
    `${dir}/src/plugin.ts`,
    `import { definePlugin } from '@tessera/plugin-api'
import { ${point.name} } from '${owner.name}/extend'

/** ${titleOf(key)}, for the plugin ${ownerId}. */
export const plugin = definePlugin({
  id: '${id}',
  title: '${titleOf(ownerId)}: ${titleOf(key)}',
  requires: { '${ownerId}': '^${owner.version}' },
  contributes: [${point.name}.contribute('${key}', ${JSON.stringify(data)})],
})
`,
  )
  draft.add(
    `${dir}/src/plugin.test.ts`,
    `import { ${point.name} } from '${owner.name}/extend'
import { expect, test } from 'vitest'
import { plugin } from './plugin.ts'

test.each(plugin.contributes)('what it adds as $key is what the extension point asks for', ({ data }) => {
  expect(${point.name}.schema.safeParse(data).error).toBeUndefined()
})
`,
  )
  const lacks = fits.success ? [] : [`what it adds is not right yet: ${fits.error.issues.map(told).join('; ')}`]
  return [
    ...lacks,
    `say what ${titleOf(key)} is in ${dir}/src/plugin.ts; the fields are those of ${point.name} in ${owner.name}/extend`,
  ]
}

const told = ({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }) =>
  `${path.map(String).join('.') || 'the value'}: ${message}`

async function pointsOf(file: string): Promise<readonly OfferedPoint[]> {
  const module: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(file).href)
  return Object.entries(module).flatMap(([name, value]) => {
    const { id, schema } = Object(value)
    return typeof id === 'string' && /\/v\d+$/.test(id) && schema ? [{ name, id, schema }] : []
  })
}

const packageOf = (id: string, owner: string) =>
  JSON.stringify({
    name: `@tessera/plugin-${id}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    tessera: { id, api: 1 },
    exports: { '.': './src/plugin.ts' },
    dependencies: { [owner]: 'workspace:*' },
    peerDependencies: { '@tessera/plugin-api': shared['@tessera/plugin-api'] },
  })

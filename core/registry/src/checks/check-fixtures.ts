import { fixtureSchema, type Fixture } from '@tessera/plugin-api/wire'
import { clockDimensions } from '@tessera/plugin-api'
import { z } from 'zod'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { fixtureQuery } from '../model/fixture-query.ts'
import { fullId, schemaOf } from '../model/ids.ts'
import { filterMembers } from '../model/resolve-panel.ts'

/** Checks the fixtures of a plugin's metrics as far as no row is needed. Throws the first thing wrong. */
export function checkFixtures(plugin: LoadedPlugin): void {
  const { server } = plugin
  for (const [metric, fixtures] of Object.entries(server?.fixtures ?? {})) {
    if (!Object.hasOwn(server?.metrics ?? {}, metric)) throw registryErrors('fixtures_homeless', { metric })
    const titles = new Set<string>()
    for (const [index, given] of fixtures.entries()) {
      const name = typeof given?.title === 'string' && given.title !== '' ? given.title : `number ${index + 1}`
      const reason = titles.has(name) ? 'another one has the same title' : whatIsWrong(plugin, metric, given)
      if (reason !== null) throw registryErrors('fixture_wrong', { metric, fixture: name, reason })
      titles.add(name)
    }
  }
}

function whatIsWrong(plugin: LoadedPlugin, metric: string, given: Fixture): string | null {
  const parsed = fixtureSchema.safeParse(given)
  if (!parsed.success) return firstOf(parsed.error)
  return wrongTable(plugin, given) ?? wrongEvent(plugin, given) ?? wrongQuestion(plugin, metric, given)
}

function wrongTable({ id, contract }: LoadedPlugin, { given }: Fixture): string | null {
  const schemas = new Set(['core', ...[id, ...Object.keys(contract.requires ?? {})].map(schemaOf)])
  const foreign = Object.keys(given.rows ?? {}).find((table) => !schemas.has(table.slice(0, table.indexOf('.'))))
  return foreign === undefined ? null : `table '${foreign}' is neither its own nor core's nor a required plugin's`
}

function wrongEvent({ server }: LoadedPlugin, { given }: Fixture): string | null {
  const types = server?.events ?? {}
  for (const { id, event, properties = {} } of given.events ?? []) {
    const checked = Object.hasOwn(types, event) ? types[event]?.properties.safeParse(properties) : undefined
    if (checked?.error) return `event '${id}': ${firstOf(checked.error)}`
  }
  return null
}

function wrongQuestion({ id, contract }: LoadedPlugin, metric: string, fixture: Fixture): string | null {
  const metricId = fullId(id, metric)
  try {
    const { dimensions = [], filters } = fixtureQuery(metricId, fixture)
    const own = contract.metrics?.[metric]?.dimensions ?? []
    const listed = new Set([...own.map((name) => fullId(id, name)), ...clockDimensions])
    const used = [
      ...dimensions,
      ...(filters ? filterMembers(filters).filter((member) => member.split(':')[0] !== metricId) : []),
    ]
    const unlisted = used.find((dimension) => !listed.has(dimension))
    return unlisted === undefined ? null : `it asks by '${unlisted}', which the metric does not list`
  } catch (error) {
    if (error instanceof z.ZodError) return firstOf(error, 'ask')
    throw error
  }
}

function firstOf({ issues: [issue] }: z.core.$ZodError, at?: string): string {
  const path = [...(at === undefined ? [] : [at]), ...(issue?.path ?? [])].join('.')
  return path === '' ? (issue?.message ?? '') : `${path}: ${issue?.message ?? ''}`
}

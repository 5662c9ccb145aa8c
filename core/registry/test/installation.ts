import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { discoverPlugins, loadPlugins, type LoadOptions, type Registry } from '../src/index.ts'

/** Files of a plugin to write; `contract` and `server` are the arguments of definePlugin and defineServer as source text. */
export interface PluginFiles {
  readonly contract?: string
  readonly server?: string
  /** Lines before the definitions, in contract and server door. */
  readonly head?: string
  readonly serverHead?: string
  readonly version?: string
  /** Replaces fields of package.json; `undefined` takes one out. */
  readonly manifest?: Readonly<Record<string, unknown>>
  /** Further files by path. */
  readonly files?: Readonly<Record<string, string>>
}

/** A folder with `plugins/`, inside the repository so that packages resolve; removed after the test. */
export interface Installation {
  readonly root: string
  readonly write: (path: string, text: string) => string
  readonly plugin: (id: string, files?: PluginFiles) => void
  readonly load: (options?: LoadOptions) => Promise<Registry>
}

/** Makes an empty installation. */
export function installation(): Installation {
  const folder = join(import.meta.dirname, '..', '.tessera')
  mkdirSync(folder, { recursive: true })
  const root = mkdtempSync(join(folder, 'test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (path: string, text: string) => {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }
  const plugin = (id: string, files: PluginFiles = {}) => {
    const hasServer = files.server !== undefined
    const manifest = {
      name: `@fixture/${id}`,
      version: files.version ?? '1.0.0',
      type: 'module',
      tessera: { id, api: 1 },
      exports: {
        '.': './src/plugin.ts',
        ...(hasServer && { './server': { browser: './no-such-file.js', default: './src/server/index.ts' } }),
        ...(files.files?.['src/web.ts'] !== undefined && { './web': './src/web.ts' }),
      },
      ...files.manifest,
    }
    write(`plugins/${id}/package.json`, JSON.stringify(manifest))
    const contract = files.contract ?? ''
    write(
      `plugins/${id}/src/plugin.ts`,
      `import { definePlugin } from '@tessera/plugin-api'
       import { z } from 'zod'
       ${files.head ?? ''}
       export const plugin = definePlugin({ id: '${id}', title: 'The ${id}', ${contract} })`,
    )
    if (hasServer) {
      write(
        `plugins/${id}/src/server/index.ts`,
        `import { accounts, count, defineServer, derived, fact, pluginTrpc, property, ratio, ref, share, trpc, view } from '@tessera/plugin-api/server'
         import { plugin } from '../plugin.ts'
         ${files.serverHead ?? ''}
         export default defineServer(plugin, { ${files.server} })`,
      )
    }
    for (const [path, text] of Object.entries(files.files ?? {})) write(`plugins/${id}/${path}`, text)
  }
  return { root, write, plugin, load: async (options) => loadPlugins(await discoverPlugins(root), options) }
}

/** Where a plugin stands, short: `failed at init: sentence`. */
export function standing(registry: Registry, id: string): string {
  const status = registry.statuses().find((candidate) => candidate.id === id)
  if (!status) return 'not there'
  return `${status.state} at ${status.stage}${status.error ? `: ${status.error}` : ''}`
}

/** One live metric `seen` over core.events, broken down by `kind`. */
export const seenContract = `
  dimensions: { kind: { title: 'Kind', labels: { a: 'Letter A' } } },
  metrics: { seen: { title: 'Seen', description: 'Events.', unit: 'count', direction: 'up', tier: 2, dimensions: ['kind'] } },
  panels: { by_kind: { title: 'By kind', view: 'ranked_bar', query: { metrics: ['seen'], dimensions: ['kind'] } } },
  dashboards: { overview: { title: 'Overview', revision: 1, cards: [{ panel: 'by_kind', x: 0, y: 0, w: 12, h: 4 }] } },`

/** Server head declaring the fact under `seenContract`. */
export const seenFact = `
  const events = fact({ name: 'events', table: 'core.events', key: ['event_id'],
    time: { column: 'timestamp', type: 'instant' }, dimensions: { kind: () => property('kind') } })`

export const seenServer = `metrics: { seen: count(events) },`

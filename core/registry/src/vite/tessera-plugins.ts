import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import { loadConfig, type PluginPolicy } from '../discovery/config.ts'
import { discoverPlugins, type Discovery } from '../discovery/discover-plugins.ts'
import { reportFile } from '../life/web-report.ts'
import { registryErrors } from '../errors.ts'
import { findBroken, type FindsPackage } from './find-broken.ts'
import { fileOf, serverCodeOf, type ServerCode } from './server-code.ts'

export interface TesseraPluginsOptions {
  /** Folder with `plugins/`, `host/` and, if there is one, `tessera.config.ts`. */
  readonly root: string
  /** Instead of the policy in `tessera.config.ts`. */
  readonly policy?: PluginPolicy
}

const virtualId = 'virtual:tessera-plugins'
const resolvedId = `\0${virtualId}`

interface Known {
  readonly found: Discovery
  readonly server: ServerCode
  readonly broken: ReadonlyMap<string, string>
}

/**
 * Vite plugin that builds the web doors of all plugins found under `root` into `virtual:tessera-plugins`, leaves out those
 * that cannot be built, and refuses server code in the browser, naming the file that imports it.
 */
export function tesseraPlugins(options: TesseraPluginsOptions): Plugin {
  let isBuild = false
  let known: Promise<Known> | undefined
  // The dev server finds out by itself, and shows it on the page.
  let findsPackage: FindsPackage | null = null
  let asking = 0
  const know = () => (known ??= look(options, findsPackage))

  return {
    name: 'tessera-plugins',
    enforce: 'pre',
    configResolved(config) {
      isBuild = config.command === 'build'
    },
    async buildStart() {
      if (isBuild) {
        known = undefined
        findsPackage = async (specifier, importer) => {
          asking++
          try {
            return (await this.resolve(specifier, importer, { skipSelf: true })) !== null
          } finally {
            asking--
          }
        }
      }
      const { found, broken } = await know()
      for (const { id, error } of found.failures) this.warn(`plugin '${id}' is left out: ${error}`)
      for (const [id, error] of broken) this.warn(`the web door of plugin '${id}' is left out: ${error}`)
    },
    async resolveId(source, importer, request) {
      if (source === virtualId) return resolvedId
      // why: an alias asks anew for what it stands for, and would wait for the answer that waits for it
      if (asking > 0) return null
      // The dependency scan of the dev server reads files before types are gone.
      const isScan = 'scan' in request && request.scan === true
      if (isScan || !importer || this.environment.config.consumer !== 'client') return null
      const { server } = await know()
      const from = fileOf(importer)
      if (!server.isJudged(from)) return null
      const refuse = () =>
        this.error(registryErrors('server_code', { source, importer: shown(options.root, from) }).message)
      if (server.isSpecifier(source)) return refuse()
      const resolved = await this.resolve(source, importer, { skipSelf: true })
      return resolved && server.isFile(fileOf(resolved.id)) ? refuse() : resolved
    },
    async load(id) {
      if (id !== resolvedId) return null
      const { found, broken } = await know()
      const entries = found.plugins.flatMap((plugin) => {
        const { id: name, doors } = plugin
        const error = broken.get(name)
        if (error !== undefined) return [`{ id: ${JSON.stringify(name)}, error: ${JSON.stringify(error)} }`]
        if (!doors.web) return []
        return [
          `{ id: ${JSON.stringify(name)}, load: () => import(${JSON.stringify(doors.web.split(sep).join('/'))}) }`,
        ]
      })
      return `export const plugins = [\n${entries.join(',\n')}\n]\n`
    },
    async generateBundle(_, bundle) {
      if (this.environment.config.consumer !== 'client') return
      const { found, server, broken } = await know()
      for (const chunk of Object.values(bundle)) {
        const leak = chunk.type === 'chunk' ? chunk.moduleIds.find((id) => server.isFile(fileOf(id))) : undefined
        if (leak)
          this.error(registryErrors('server_chunk', { file: shown(options.root, leak), chunk: chunk.fileName }).message)
      }
      const report = found.plugins
        .filter((plugin) => plugin.doors.web)
        .map(({ id }) => ({ id, error: broken.get(id) ?? null }))
      this.emitFile({ type: 'asset', fileName: reportFile, source: JSON.stringify(report) })
    },
    async configureServer(server) {
      const allow = async () => allowLinked(server, options.root, (await know()).found)
      watchManifests(server, options.root, () => {
        known = undefined
        void allow()
      })
      await allow()
    },
  }
}

const shown = (root: string, file: string) => relative(root, file).split(sep).join('/')

async function look({ root, policy }: TesseraPluginsOptions, findsPackage: FindsPackage | null): Promise<Known> {
  const found = await discoverPlugins(root, policy ?? (await loadConfig(root)).plugins)
  const server = serverCodeOf(found.plugins)
  return { found, server, broken: findsPackage ? await findAllBroken(found, server, findsPackage) : new Map() }
}

async function findAllBroken(found: Discovery, server: ServerCode, findsPackage: FindsPackage) {
  const broken = new Map<string, string>()
  // Server code is refused by name when the build meets it.
  const finds: FindsPackage = async (specifier, importer) =>
    server.isSpecifier(specifier) || findsPackage(specifier, importer)
  for (const plugin of found.plugins) {
    const error = plugin.doors.web ? await findBroken(plugin, plugin.doors.web, finds) : null
    if (error !== null) broken.set(plugin.id, error)
  }
  return broken
}

/** The dev server sends files of plugins too that are links to other places, and of packages that are. */
function allowLinked({ config }: ViteDevServer, root: string, { plugins }: Discovery): void {
  const { allow } = config.server.fs
  const modules = join(root, 'node_modules')
  // why: packages of an installation may lie in a folder above it, which is served anyway
  const packages = existsSync(modules) ? [dirname(realpathSync(modules))] : []
  for (const dir of [root, ...packages, ...plugins.map((plugin) => plugin.dir)])
    if (!allow.includes(dir)) allow.push(dir)
}

/** A plugin dropped in, taken out or changed in its package.json is there after the page has reloaded. */
function watchManifests(server: ViteDevServer, root: string, forget: () => void): void {
  const folder = join(root, 'plugins')
  server.watcher.add(folder)
  server.watcher.on('all', (_, file) => {
    const parts = relative(folder, file).split(sep)
    const depth = parts[0]?.startsWith('@') ? 3 : 2
    if (parts.length !== depth || parts.at(-1) !== 'package.json' || parts[0] === '..') return
    forget()
    const { moduleGraph, hot } = server.environments.client
    const module = moduleGraph.getModuleById(resolvedId)
    if (module) moduleGraph.invalidateModule(module)
    hot.send({ type: 'full-reload' })
  })
}

import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { discoverPlugins, pluginFolders, type Discovery } from '@tessera/registry'
import { developErrors } from '../errors.ts'

/** The plugin to look at, among the others of the installation. */
export interface FoundSubject {
  readonly id: string
  readonly found: Discovery
  /** Folder that has `plugins/` with all of them. */
  readonly root: string
  /** Removes what was made to look at it. */
  readonly done: () => void
}

const isPath = (asked: string) => /[/\\]/.test(asked) || asked.startsWith('.')

/**
 * Finds a plugin by its id, or by the path of its folder. A folder elsewhere is seen beside the plugins of the installation, as it would
 * be when dropped in. Refuses with `plugin_not_found` or `plugin_unusable`.
 */
export async function findSubject(root: string, asked: string): Promise<FoundSubject> {
  if (!isPath(asked)) return byId(root, asked, () => {})
  const dir = resolve(asked)
  if (!existsSync(join(dir, 'package.json')))
    throw developErrors('plugin_unusable', { plugin: asked, reason: 'the folder has no package.json' })
  const real = realpathSync(dir)
  if (pluginFolders(root).some((folder) => folder.dir === real)) return byFolder(root, real, () => {})
  const around = mkdtempSync(join(tmpdir(), 'tessera-check-'))
  const done = () => rmSync(around, { recursive: true, force: true })
  mkdirSync(join(around, 'plugins'))
  symlinkSync(real, join(around, 'plugins', `0-${basename(real)}`), 'dir')
  pluginFolders(root).forEach((folder, at) => symlinkSync(folder.dir, join(around, 'plugins', `${at + 1}`), 'dir'))
  return byFolder(around, real, done)
}

async function byId(root: string, id: string, done: () => void): Promise<FoundSubject> {
  const found = await discoverPlugins(root)
  const ids = [...found.plugins, ...found.failures].map((one) => one.id)
  if (ids.includes(id)) return { id, found, root, done }
  done()
  throw developErrors('plugin_not_found', { plugin: id, ids })
}

async function byFolder(root: string, dir: string, done: () => void): Promise<FoundSubject> {
  const found = await discoverPlugins(root)
  const plugin = found.plugins.find((one) => one.dir === dir)
  if (plugin) return { id: plugin.id, found, root, done }
  const at = pluginFolders(root).find((folder) => folder.dir === dir)
  const skipped = found.skipped.find(({ place }) => place === at?.place)
  done()
  const reason = skipped?.reason ?? found.failures.at(-1)?.error ?? 'it is not found'
  throw developErrors('plugin_unusable', { plugin: basename(dir), reason })
}

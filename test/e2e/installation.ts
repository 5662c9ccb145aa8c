import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { root } from './root.ts'

/** The one plugin that a test puts into the folder of this repository. */
export const dropIn = 'hello'

const parts = ['node_modules', 'package.json', 'pnpm-lock.yaml', 'host', 'core', 'server']

/** A folder to start the product from, with plugins of its own, so that no file of tests meets those of another. */
export interface Installation {
  /** For `TESSERA_ROOT`. */
  readonly root: string
  /** Puts a plugin into its plugins/, under the name of its folder when no other is given; answers its new folder. */
  readonly add: (source: string, name?: string) => string
  readonly remove: () => void
}

const shippedPlugins = () => readdirSync(join(root, 'plugins')).filter((name) => name !== dropIn)

/**
 * Makes one with plugins of this repository by links: all of them when none are named. What is built from equal files is built once for
 * all of them.
 */
export function makeInstallation(shipped: readonly string[] = shippedPlugins()): Installation {
  const here = mkdtempSync(join(tmpdir(), 'tessera-installation-'))
  mkdirSync(join(here, 'plugins'))
  for (const part of [...parts, ...shipped.map((name) => join('plugins', name))])
    symlinkSync(join(root, part), join(here, part))
  // why: it says where the plugins of the build lie by where it lies itself
  copyFileSync(join(root, 'vite.config.ts'), join(here, 'vite.config.ts'))
  return {
    root: here,
    add: (source, name = basename(source)) => {
      const folder = join(here, 'plugins', name)
      if (existsSync(folder)) throw new Error(`${folder} is in the way`)
      cpSync(source, folder, { recursive: true })
      return folder
    },
    remove: () => rmSync(here, { recursive: true, force: true }),
  }
}

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './root.ts'

const withinMs = 220_000

const held = new Set<string>()

/** Holds something of the run that one file of tests uses at a time, until it is given back. A process that dies gives it back. */
export async function hold(what: string, { within = withinMs } = {}): Promise<() => void> {
  if (held.has(what)) return () => {}
  const file = join(root, `node_modules/.cache/tessera/${what}.lock`)
  mkdirSync(dirname(file), { recursive: true })
  const lock = new DatabaseSync(file, { timeout: 0 })
  const until = Date.now() + within
  for (;;) {
    try {
      lock.exec('begin exclusive')
      break
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(50)
    }
  }
  held.add(what)
  return () => {
    held.delete(what)
    lock.close()
  }
}

/**
 * Holds the folder plugins/: until it is given back, no other file of tests starts a product, which would find there what is not
 * meant for it.
 */
export const holdPlugins = (): Promise<() => void> => hold('plugins-folder')

/** Puts a plugin into plugins/, under the name of its folder when no other is given; answers its new folder. Hold plugins/ before. */
export function addPlugin(source: string, name = basename(source)): string {
  const folder = join(root, 'plugins', name)
  if (existsSync(folder)) throw new Error(`${folder} is in the way; remove it and run the tests again`)
  cpSync(source, folder, { recursive: true })
  return folder
}

/** Does something with plugins in plugins/, by name and where they come from. */
export async function withPlugins<T>(plugins: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  const giveBack = await holdPlugins()
  const folders: string[] = []
  try {
    for (const [name, source] of Object.entries(plugins)) folders.push(addPlugin(source, name))
    return await run()
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    giveBack()
  }
}

import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './root.ts'

const held = new Set<string>()

/** Holds something of the run that one process uses at a time, until it is given back. A process that dies gives it back. */
export async function hold(what: string, withinMs: number): Promise<() => void> {
  if (held.has(what)) return () => {}
  const file = join(root, `node_modules/.cache/tessera/${what}.lock`)
  mkdirSync(dirname(file), { recursive: true })
  const lock = new DatabaseSync(file, { timeout: 0 })
  const until = Date.now() + withinMs
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

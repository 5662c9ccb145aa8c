import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Stuck } from './watched.ts'

const variable = 'TESSERA_SET_ASIDE'
const listShape = z.array(z.object({ plugin: z.string(), where: z.string(), seconds: z.number() }))

/** A plugin that this start leaves out, because it kept an earlier one from going on. */
export type SetAside = z.infer<typeof listShape>[number]

function parse(text: string): readonly SetAside[] {
  try {
    return listShape.parse(JSON.parse(text))
  } catch {
    return []
  }
}

/** The plugins this start leaves out: those the process was restarted without, and one that could only be ended with it. */
export function takeSetAside(dataDir: string): readonly SetAside[] {
  const file = join(dataDir, 'set-aside.json')
  let written: readonly SetAside[] = []
  try {
    written = parse(readFileSync(file, 'utf8'))
    rmSync(file)
  } catch {
    // why: there is none, as nearly always
  }
  return [...parse(process.env[variable] ?? '[]'), ...written]
}

/**
 * Puts a new run of the same program in the place of this process, under the same id, without the stuck plugin too. Where
 * that cannot be done the process ends, and the next start leaves the plugin out.
 */
export function restartWithout(stuck: Stuck, before: readonly SetAside[], dataDir: string): void {
  const { plugin } = stuck
  if (plugin === null) process.exit(1)
  const aside = JSON.stringify([...before, { ...stuck, plugin }])
  const args = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  try {
    if (!process.execve) throw new Error('this system cannot replace a process')
    process.execve(process.execPath, args, { ...process.env, [variable]: aside })
  } catch {
    writeFileSync(join(dataDir, 'set-aside.json'), aside)
    process.exit(1)
  }
}

import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '@tessera/database'
import { closedOnce } from './closed-once.ts'

const template = join(process.cwd(), 'node_modules', '.cache', 'tessera', 'empty-database')

/** Opens a new, empty embedded database in a temporary directory; `close` removes it. */
export async function openEmbeddedDatabase(): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-test-'))
  // why: opening a copy takes a quarter of a second, making a new one several
  cpSync(await emptyDatabase(), dataDir, { recursive: true })
  const database = await openDatabase({ dataDir })
  return closedOnce(database, async () => rmSync(dataDir, { recursive: true, force: true }))
}

let preparation: Promise<void> | undefined

async function emptyDatabase(): Promise<string> {
  if (!existsSync(template)) await (preparation ??= prepare())
  return template
}

async function prepare(): Promise<void> {
  mkdirSync(join(template, '..'), { recursive: true })
  const half = mkdtempSync(`${template}-`)
  const database = await openDatabase({ dataDir: half })
  await database.close()
  try {
    renameSync(half, template)
  } catch (error) {
    // why: another test process was faster, which is as good
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(template)) throw error
  }
}

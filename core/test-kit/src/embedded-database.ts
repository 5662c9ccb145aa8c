import { createHash } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase, type Database } from '@tessera/database'
import { closedOnce } from './closed-once.ts'

/** Names what an empty database is made by: one made by other code is not used. */
function codeOfDatabase(): string {
  const folder = dirname(fileURLToPath(import.meta.resolve('@tessera/database')))
  const hash = createHash('sha256')
  for (const file of globSync('**/*.ts', { cwd: folder }).toSorted()) hash.update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}

const template = join(process.cwd(), 'node_modules', '.cache', 'tessera', `empty-database-${codeOfDatabase()}`)

/** Makes a temporary data folder with an empty database. Opening a copy takes a quarter of a second, making a new one several. */
export async function emptyDataDir(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-test-'))
  cpSync(await emptyDatabase(), dataDir, { recursive: true })
  return dataDir
}

/** Long enough for a machine that does much else: what a test asks is to be answered, whenever that is. */
const statementMs = 120_000

/** Opens a new, empty embedded database in a temporary directory; `close` removes it. */
export async function openEmbeddedDatabase(): Promise<Database> {
  const dataDir = await emptyDataDir()
  const database = await openDatabase({ dataDir, statementMs })
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

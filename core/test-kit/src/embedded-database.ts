import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '@tessera/database'
import { migrateCore } from '@tessera/tenancy'
import { closedOnce } from './closed-once.ts'
import { codeOfDatabases } from './code-of.ts'

const templates = join(process.cwd(), 'node_modules', '.cache', 'tessera', `databases-${codeOfDatabases()}`)

/** Makes a temporary data folder with an empty database. Opening a copy takes a quarter of a second, making a new one several. */
export async function emptyDataDir(): Promise<string> {
  return copyOf('empty')
}

/** The same with the schemas of core, without rows: a server that starts in it has only those of its plugins to add. */
export async function coreDataDir(): Promise<string> {
  return copyOf('core')
}

/** Long enough for a machine that does much else: what a test asks is to be answered, whenever that is. */
const statementMs = 120_000

/**
 * Opens a new embedded database in a temporary directory; `close` removes it. It has the schemas of core, without rows, or
 * nothing at all.
 */
export async function openEmbeddedDatabase({ empty = false }: { readonly empty?: boolean } = {}): Promise<Database> {
  const dataDir = await copyOf(empty ? 'empty' : 'core')
  const database = await openDatabase({ dataDir, statementMs })
  return closedOnce(database, async () => rmSync(dataDir, { recursive: true, force: true }))
}

type Template = 'empty' | 'core'

async function copyOf(template: Template, into = join(tmpdir(), 'tessera-test-')): Promise<string> {
  const from = join(templates, template)
  if (!existsSync(from)) await (preparations[template] ??= prepare(template))
  const dataDir = mkdtempSync(into)
  cpSync(from, dataDir, { recursive: true })
  return dataDir
}

const preparations: Partial<Record<Template, Promise<void>>> = {}

async function prepare(template: Template): Promise<void> {
  mkdirSync(templates, { recursive: true })
  const into = join(templates, template)
  const half = template === 'empty' ? mkdtempSync(`${into}-`) : await copyOf('empty', `${into}-`)
  const database = await openDatabase({ dataDir: half })
  if (template === 'core') await migrateCore(database)
  await database.close()
  try {
    if (!existsSync(into)) renameSync(half, into)
  } catch (error) {
    // why: another test process was faster, which is as good
    if (!existsSync(into)) throw error
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
}

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = [import.meta.resolve('@tessera/database'), import.meta.resolve('@tessera/tenancy')]

/** Names what test databases are made by: one made by other code is not used. */
export function codeOfDatabases(): string {
  const hash = createHash('sha256')
  for (const door of packages) {
    const folder = dirname(fileURLToPath(door))
    for (const file of globSync('**/*.ts', { cwd: folder }).toSorted()) hash.update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

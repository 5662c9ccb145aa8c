import { coreRights, importColumns } from '@tessera/plugin-api'
import { z } from 'zod'
import { registryErrors } from '../errors.ts'
import { nearest } from '../model/nearest.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

const snake = /^[a-z][a-z0-9_]*$/
const mostColumns = 200

/** Every table that is imported has a title, columns of plain values, a key among them and, where it names one, a right that there is. */
export function checkImportables({ contract }: LoadedPlugin): void {
  for (const [table, spec] of Object.entries(contract.tables ?? {})) {
    const wrong = (reason: string) => registryErrors('importable_wrong', { table, reason })
    const { title, key, columns, needs } = Object(spec) as Readonly<Record<string, unknown>>
    if (typeof title !== 'string' || title.trim() === '') throw wrong('it has no title')
    if (!(columns instanceof z.ZodObject)) throw wrong('its columns are no schema of zod; write z.object({ … })')
    const keys: readonly unknown[] = Array.isArray(key) ? key : []
    if (keys.length === 0) throw wrong("it has no key; write key: ['<column>']")
    const found = importColumns(spec)
    if (found.length > mostColumns) throw wrong(`it has more than ${mostColumns} columns; leave some out`)
    for (const { name, kind, isKey, nullable, required } of found) {
      if (!snake.test(name)) throw wrong(`its column '${name}' is not in snake_case; rename it`)
      if (name in {}) throw wrong(`its column '${name}' has a name that every object of JavaScript has; rename it`)
      if (name === 'tenant_id') throw wrong("the host writes 'tenant_id'; take it out of the columns")
      if (kind === null) {
        throw wrong(
          `its column '${name}' holds no plain value; write z.string(), z.number(), z.int(), z.boolean(), z.enum([…]), ` +
            'z.iso.date() or z.iso.datetime({ offset: true }), nullable or optional',
        )
      }
      if (isKey && (nullable || !required)) throw wrong(`its key column '${name}' may be left out; make it required`)
      if (isKey && kind === 'number') {
        throw wrong(
          `its key column '${name}' is a number with decimals; two that look alike may differ, so take text or z.int()`,
        )
      }
    }
    const stray = keys.find((one) => !found.some(({ name }) => name === one))
    if (stray !== undefined) throw wrong(`its key column '${String(stray)}' is not among its columns; declare it there`)
    if (new Set(keys).size < keys.length) throw wrong('its key names a column twice; take one out')
    if (needs === undefined) continue
    const known = [...Object.keys(contract.permissions ?? {}), ...Object.keys(coreRights)]
    if (known.includes(String(needs))) continue
    const meant = nearest(String(needs), known)
    throw registryErrors('right_unknown', { where: `table '${table}'`, right: String(needs), meant })
  }
}

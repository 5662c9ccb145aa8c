import type { Records } from '@tessera/plugin-api/server'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

type AnyTable = { readonly columns: never; readonly key: readonly string[] }

const page = 1_000

/** What its importable tables hold is taken again as it is read, and changes nothing. */
export async function checkRecords({ host, plugin, a }: Subject): Promise<Finding[]> {
  const found: Finding[] = []
  const records = (await host.records(a, plugin.contract)) as unknown as Records<Record<string, AnyTable>>
  for (const table of Object.keys(plugin.contract.tables ?? {})) {
    try {
      const { rows } = await records.read(table, { limit: page })
      const { unchanged } = await records.upsert(table, rows as never)
      if (unchanged < rows.length) found.push(finding('records_changed', { table, changed: rows.length - unchanged }))
    } catch (error) {
      found.push(finding('records_refused', { table, reason: reasonOf(error) }))
    }
  }
  return found
}

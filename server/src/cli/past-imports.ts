import { listImports, recordErrors, undoImport, type ImportPlace } from '@tessera/records'
import { print, table as tableText, type OutputOptions } from './output.ts'
import { placeOf, type Parts } from './place-of.ts'
import { recordDone } from './record-done.ts'

const mostSaid = 20

/** Takes an import back, by its id. Refuses with `import_unknown`, `import_undone` and `import_forgotten`. */
export async function undoNamed(
  parts: Parts,
  tenantId: string,
  options: OutputOptions & { readonly undo: string },
): Promise<void> {
  const transaction: ImportPlace['transaction'] = (run) => parts.database.tenantTransaction(tenantId, run)
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(options.undo)
  const [entry] = isId ? await listImports({ tenantId, transaction }, { id: options.undo }) : []
  if (!entry) throw recordErrors('import_unknown', { id: options.undo })
  const place = await placeOf(parts, tenantId, `${entry.plugin}.${entry.table}`)
  const { left, ...counts } = await undoImport(place, entry.id)
  const details = { ...(entry.file === null ? {} : { file: entry.file }), ...counts }
  const { plugin, table: subject } = entry
  await recordDone(parts.database.owner, { tenantId, action: 'import_undone', plugin, subject, details })
  print(options, { ...counts, left }, () =>
    [
      `${counts.removed} removed, ${counts.restored} restored, ${counts.leftOver} left`,
      ...left.slice(0, mostSaid).map(({ key, reason }) => `  ${Object.values(key).join(', ')} ${reason}`),
    ].join('\n'),
  )
}

/** Lists the imports of a tenant. */
export async function printImports({ database }: Parts, tenantId: string, options: OutputOptions): Promise<void> {
  const transaction: ImportPlace['transaction'] = (run) => database.tenantTransaction(tenantId, run)
  const all = await listImports({ tenantId, transaction })
  print(options, all, () =>
    tableText(
      ['id', 'began', 'table', 'file', 'by', 'new', 'changed', 'unchanged', 'refused', 'undo'],
      all.map((one) => [
        one.id,
        one.beganAt.slice(0, 16),
        `${one.plugin}.${one.table}`,
        one.file,
        one.by,
        one.inserted,
        one.updated,
        one.unchanged,
        one.refused,
        one.undo,
      ]),
    ),
  )
}

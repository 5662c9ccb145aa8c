import { Buffer } from 'node:buffer'
import { sql, type Kysely } from 'kysely'
import type { FileInfo, Files } from '@tessera/plugin-api/server'
import { serviceErrors } from './errors.ts'
import { outsideTransactions } from './open-transaction.ts'

const mostBytes = 4 * 1024 * 1024
const mostTogether = 64 * 1024 * 1024
const mostListed = 1_000
const longestName = 200

const part = /[A-Za-z0-9_][A-Za-z0-9_.-]*/.source
const nameForm = new RegExp(`^${part}(?:/${part})*$`)
const isName = (name: string) => name.length <= longestName && nameForm.test(name)
const typeForm = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*(?:; ?charset=[a-z0-9-]+)?$/

interface Row {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly written_at: Date
}

const infoOf = ({ name, type, size, written_at: at }: Row): FileInfo => ({
  name,
  type,
  size,
  writtenAt: at.toISOString(),
})

/** Whose files they are. */
export interface FileScope {
  readonly owner: Kysely<never>
  readonly tenantId: string
  readonly plugin: string
}

/** Files of one plugin in one tenant. */
export function filesOf({ owner, tenantId, plugin }: FileScope): Files {
  const own = sql`tenant_id = ${tenantId}::uuid and plugin_id = ${plugin}`
  const write: Files['write'] = async (name, given, type) => {
    if (!isName(name)) throw serviceErrors('file_name_wrong', { name })
    if (type.length > 100 || !typeForm.test(type)) throw serviceErrors('file_type_wrong', { type })
    const content =
      typeof given === 'string' ? Buffer.from(given) : Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    const size = content.byteLength
    if (size > mostBytes) throw serviceErrors('file_too_large', { name, size, most: mostBytes })
    const { rows } = await owner.transaction().execute(async (db) => {
      // why: two writes at once would each find room for itself
      await sql`select pg_advisory_xact_lock(hashtextextended(${`tessera files ${tenantId} ${plugin}`}, 0))`.execute(db)
      return sql`
        insert into core.plugin_files (tenant_id, plugin_id, name, type, size, written_at, content)
        select ${tenantId}::uuid, ${plugin}, ${name}, ${type}, ${size}::integer, clock_timestamp(), ${content}::bytea
        where ${size}::bigint + coalesce(
          (select sum(size) from core.plugin_files where ${own} and name <> ${name}), 0) <= ${mostTogether}::bigint
        on conflict (tenant_id, plugin_id, name) do update
        set type = excluded.type, size = excluded.size, written_at = excluded.written_at, content = excluded.content
        returning 1`.execute(db)
    })
    if (rows.length === 0) throw serviceErrors('files_full', { name, megabytes: mostTogether / 1024 / 1024 })
  }
  const read: Files['read'] = async (name) => {
    if (!isName(name)) return null
    const { rows } = await sql<Row & { content: Buffer }>`
      select name, type, size, written_at, content from core.plugin_files where ${own} and name = ${name}`.execute(
      owner,
    )
    const [row] = rows
    return row ? { ...infoOf(row), content: new Uint8Array(row.content) } : null
  }
  const list: Files['list'] = async ({ prefix = '', after = '' } = {}) => {
    // why: no name begins with NUL, or comes after it
    if (prefix.includes('\0') || after.includes('\0')) return []
    const { rows } = await sql<Row>`
      select name, type, size, written_at from core.plugin_files
      where ${own} and starts_with(name, ${prefix}) and name > ${after} order by name limit ${mostListed}`.execute(
      owner,
    )
    return rows.map(infoOf)
  }
  const remove: Files['delete'] = async (name) => {
    if (!isName(name)) return false
    const { rows } = await sql`delete from core.plugin_files where ${own} and name = ${name} returning 1`.execute(owner)
    return rows.length > 0
  }
  return {
    write: outsideTransactions('files.write', write),
    read: outsideTransactions('files.read', read),
    list: outsideTransactions('files.list', list),
    delete: outsideTransactions('files.delete', remove),
  }
}

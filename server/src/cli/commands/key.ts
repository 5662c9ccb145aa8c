import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import { createKey, listKeys, revokeKey } from '../../identity/api-keys.ts'
import { keyScopes, type KeyScope } from '../../identity/rights.ts'
import { findTenant } from '../../identity/tenants.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withDatabase } from '../session.ts'

interface TenantOptions extends OutputOptions {
  readonly tenant: string
}

interface CreateOptions extends TenantOptions {
  readonly scope: readonly string[]
  readonly name: string
  readonly days?: string
}

function readScope(text: string, before: readonly KeyScope[] = []): readonly KeyScope[] {
  const scope = keyScopes.find((known) => known === text)
  if (!scope) throw serverErrors('scope_unknown', { scope: text, known: keyScopes.join(', ') })
  return [...before, scope]
}

function readExpiry(days: string | undefined): Date | null {
  if (days === undefined) return null
  if (!/^[1-9]\d{0,4}$/.test(days))
    throw serverErrors('option_invalid', { option: '--days', expected: 'a whole number' })
  return new Date(Date.now() + Number(days) * 24 * 60 * 60 * 1000)
}

/** `key create`, `key list`, `key revoke`. */
export function keyCommand(program: Command): void {
  const key = program.command('key').description('API keys')
  key
    .command('create')
    .description('make an API key; it is shown once')
    .requiredOption('--tenant <slug>', 'tenant the key belongs to')
    .requiredOption('--scope <scope...>', `what it may do: ${keyScopes.join(', ')}`)
    .option('--name <name>', 'name, to tell keys apart', 'made on the command line')
    .option('--days <n>', 'days until it expires (default: never)')
    .option('--json', 'print JSON')
    .action(async (options: CreateOptions) => {
      const scopes = options.scope.reduce<readonly KeyScope[]>((all, text) => readScope(text, all), [])
      const expiresAt = readExpiry(options.days)
      const made = await withDatabase(async (database) => {
        const tenant = await findTenant(database.owner, options.tenant)
        const input = { tenantId: tenant.id, name: options.name, scopes, createdBy: null, expiresAt }
        return createKey(database.owner, input)
      })
      print(options, made, () => made.key)
    })
  key
    .command('list')
    .description('list the keys of a tenant')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (options: TenantOptions) => {
      const keys = await withDatabase(async (database) => {
        const tenant = await findTenant(database.owner, options.tenant)
        return listKeys(database.owner, tenant.id)
      })
      const columns = ['key', 'name', 'scopes', 'created', 'last used', 'expires', 'revoked']
      const rows = keys.map((one) => [
        `${one.start}_…`,
        one.name,
        one.scopes.join(' '),
        one.createdAt,
        one.lastUsedAt,
        one.expiresAt,
        one.revokedAt,
      ])
      print(options, keys, () => table(columns, rows))
    })
  key
    .command('revoke <key>')
    .description('end a key, named by its id or its beginning (tsk_…)')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (name: string, options: TenantOptions) => {
      await withDatabase(async (database) => {
        const tenant = await findTenant(database.owner, options.tenant)
        await revokeKey(database.owner, tenant.id, name)
      })
      print(options, { revoked: name }, () => `revoked ${name}`)
    })
}

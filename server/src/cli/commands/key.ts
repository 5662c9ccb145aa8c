import type { Role } from '@tessera/plugin-api'
import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import { assertScopes, createKey, findMember, giveKey, listKeys, revokeKey, identityErrors } from '@tessera/identity'
import { findTenant } from '@tessera/tenancy'
import { recordDone } from '../record-done.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withDatabase } from '../session.ts'
import { coreBook, tenantRights } from '../tenant-rights.ts'

interface TenantOptions extends OutputOptions {
  readonly tenant: string
}

interface CreateOptions extends TenantOptions {
  readonly scope: readonly string[]
  readonly name: string
  readonly days?: string
  readonly owner?: string
}

const coreScopes = coreBook.rights().flatMap(({ id, keys }) => (keys.length > 0 ? id : []))

function readExpiry(days: string | undefined): Date | null {
  if (days === undefined) return null
  if (!/^[1-9]\d{0,4}$/.test(days))
    throw serverErrors('option_invalid', { option: '--days', expected: 'a whole number from 1' })
  return new Date(Date.now() + Number(days) * 24 * 60 * 60 * 1000)
}

async function makeKey(options: CreateOptions) {
  const { scope: scopes } = options
  const expiresAt = readExpiry(options.days)
  return withDatabase(async ({ owner }) => {
    const tenant = await findTenant(owner, options.tenant)
    const member = options.owner === undefined ? null : await findMember(owner, tenant.id, options.owner)
    const { book, enabled } = await tenantRights(owner, tenant.id, scopes)
    assertScopes(book, scopes, enabled)
    const rights = member && book.keyRightsOf(member.role, enabled)
    const lacking = rights && scopes.find((scope) => !rights.has(scope))
    if (lacking) throw identityErrors('key_owner_lacks', { scope: lacking })
    const ownerId = member?.id ?? null
    const { name } = options
    const made = await createKey(owner, { tenantId: tenant.id, name, scopes, ownerId, expiresAt })
    await recordDone(owner, { tenantId: tenant.id, action: 'key_made', subject: made.id, details: { name, scopes } })
    return made
  })
}

function giveCommand(key: Command): void {
  key
    .command('give <key>')
    .description('hand a key over to another member, who it then ends with')
    .requiredOption('--tenant <slug>', 'tenant')
    .requiredOption('--to <email>', 'member')
    .option('--json', 'print JSON')
    .action(async (name: string, options: TenantOptions & { readonly to: string }) => {
      await withDatabase(async ({ owner }) => {
        const tenant = await findTenant(owner, options.tenant)
        const { book, enabled } = await tenantRights(owner, tenant.id)
        const mayHave = (role: Role) => book.keyRightsOf(role, enabled)
        const gift = { tenantId: tenant.id, key: name, to: options.to, mayGive: mayHave('admin'), mayHave }
        await giveKey(owner, gift)
        const details = { to: options.to }
        await recordDone(owner, { tenantId: tenant.id, action: 'key_given', subject: name, details })
      })
      print(options, { given: name, to: options.to }, () => `${name} belongs to ${options.to}`)
    })
}

/** `key create`, `key list`, `key give`, `key revoke`. */
export function keyCommand(program: Command): void {
  const key = program.command('key').description('API keys')
  key
    .command('create')
    .description('make an API key; it is shown once')
    .requiredOption('--tenant <slug>', 'tenant the key belongs to')
    .requiredOption(
      '--scope <scope...>',
      `what it may do: ${coreScopes.join(', ')}, or a right of a plugin as sales:edit_quota`,
    )
    .option('--name <name>', 'name, to tell keys apart', 'made on the command line')
    .option('--owner <email>', 'member it belongs to and ends with (default: nobody)')
    .option('--days <n>', 'days until it expires (default: never)')
    .option('--json', 'print JSON')
    .action(async (options: CreateOptions) => {
      const made = await makeKey(options)
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
      const columns = ['key', 'name', 'scopes', 'owner', 'state', 'created', 'last used', 'expires', 'revoked']
      const rows = keys.map((one) => [
        `${one.start}_…`,
        one.name,
        one.scopes.join(' '),
        one.owner?.email,
        one.state,
        one.createdAt,
        one.lastUsedAt,
        one.expiresAt,
        one.revokedAt,
      ])
      print(options, keys, () => table(columns, rows))
    })
  giveCommand(key)
  key
    .command('revoke <key>')
    .description('end a key, named by its id or its beginning (tsk_…)')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (name: string, options: TenantOptions) => {
      await withDatabase(async ({ owner }) => {
        const tenant = await findTenant(owner, options.tenant)
        await revokeKey(owner, tenant.id, name)
        await recordDone(owner, { tenantId: tenant.id, action: 'key_revoked', subject: name })
      })
      print(options, { revoked: name }, () => `revoked ${name}`)
    })
}

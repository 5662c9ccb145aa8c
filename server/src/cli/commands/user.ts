import { randomBytes } from 'node:crypto'
import { type Command, Option } from 'commander'
import type { Role } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { createAuth } from '../../identity/auth.ts'
import { createUser, listMembers, setMember } from '../../identity/members.ts'
import { findTenant } from '../../identity/tenants.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { readInput, withDatabase } from '../session.ts'

interface CreateOptions extends OutputOptions {
  readonly tenant: string
  readonly role: Role
  readonly name?: string
  readonly passwordStdin?: boolean
}

async function createMember(email: string, options: CreateOptions) {
  const given = options.passwordStdin ? (await readInput('-')).trim() : null
  const password = given ?? randomBytes(12).toString('base64url')
  return withDatabase(async (database) => {
    const tenant = await findTenant(database.owner, options.tenant)
    const address = email.toLowerCase()
    const known = await sql<{ id: string }>`select id from auth."user" where email = ${address}`.execute(database.owner)
    // Nobody signs in here, so cookies and their secret play no part.
    const auth = createAuth({
      database,
      secret: randomBytes(32).toString('hex'),
      url: 'http://localhost',
      log: () => {},
    })
    const existing = known.rows[0]?.id
    const userId = existing ?? (await createUser(auth, { email: address, name: options.name ?? address, password }))
    await setMember(database.owner, { tenantId: tenant.id, userId, role: options.role })
    const shown = existing === undefined && given === null ? { password } : {}
    return { id: userId, email: address, tenant: tenant.slug, role: options.role, ...shown }
  })
}

/** `user create`, `user list`. */
export function userCommand(program: Command): void {
  const user = program.command('user').description('people who sign in')
  user
    .command('create <email>')
    .description('create a user as a member of a tenant, or change the role of a known one')
    .requiredOption('--tenant <slug>', 'tenant')
    .addOption(new Option('--role <role>', 'role').choices(['viewer', 'editor', 'admin']).default('viewer'))
    .option('--name <name>', 'name (default: the e-mail address)')
    .option('--password-stdin', 'read the password from standard input (default: make one and print it)')
    .option('--json', 'print JSON')
    .action(async (email: string, options: CreateOptions) => {
      const made = await createMember(email, options)
      const password = 'password' in made ? `, password ${String(made.password)}` : ''
      print(options, made, () => `${made.email} is ${made.role} of ${made.tenant}${password}`)
    })
  user
    .command('list')
    .description('list the members of a tenant')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions & { readonly tenant: string }) => {
      const members = await withDatabase(async (database) => {
        const tenant = await findTenant(database.owner, options.tenant)
        return listMembers(database.owner, tenant.id)
      })
      print(options, members, () =>
        table(
          ['email', 'name', 'role', 'since'],
          members.map((one) => [one.email, one.name, one.role, one.since]),
        ),
      )
    })
}

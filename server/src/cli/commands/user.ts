import { randomBytes } from 'node:crypto'
import type { Database } from '@tessera/database'
import type { Role } from '@tessera/plugin-api/server'
import { type Command, Option } from 'commander'
import { sql } from 'kysely'
import { serverErrors } from '../../errors.ts'
import { createAuth, createUser, listMembers, removeMember, setMember, setPassword } from '@tessera/identity'
import { findTenant } from '@tessera/tenancy'
import { recordDone } from '../record-done.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { readInput } from '../read-input.ts'
import { withDatabase } from '../session.ts'

interface PasswordOptions extends OutputOptions {
  readonly passwordStdin?: boolean
}

interface CreateOptions extends PasswordOptions {
  readonly tenant: string
  readonly role: Role
  readonly name?: string
}

interface RemoveOptions extends OutputOptions {
  readonly tenant: string
  readonly keysTo?: string
}

/** Nobody signs in here, so cookies and their secret play no part. */
function authOf(database: Database) {
  return createAuth({ database, secret: randomBytes(32).toString('hex'), url: 'http://localhost', log: () => {} })
}

/** The password on standard input, without its line's end, or one made here. */
async function newPassword(options: PasswordOptions): Promise<{ readonly password: string; readonly made: boolean }> {
  if (!options.passwordStdin) return { password: randomBytes(12).toString('base64url'), made: true }
  return { password: (await readInput('-')).replace(/\n$/, ''), made: false }
}

interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** The user with this address, null when there is none. Refuses with `demo_person`. */
async function findPerson(database: Database, email: string): Promise<Person | null> {
  const { rows } = await sql<Person & { readonly demo: boolean }>`
    select u.id, u.name, u.email, exists (select from auth.demo d where d.id = u.id) as demo
    from auth."user" u where u.email = ${email.toLowerCase()}`.execute(database.owner)
  if (rows[0]?.demo) throw serverErrors('demo_person', { email })
  return rows[0] ?? null
}

async function createMember(email: string, options: CreateOptions) {
  const { password, made } = await newPassword(options)
  return withDatabase(async (database) => {
    const tenant = await findTenant(database.owner, options.tenant)
    const known = await findPerson(database, email)
    const address = email.toLowerCase()
    if (known && !made) throw serverErrors('user_exists_with_password', { email: address })
    const user = { email: address, name: options.name ?? address, password }
    const id = known?.id ?? (await createUser(authOf(database), user))
    const { role } = options
    await setMember(database.owner, { tenantId: tenant.id, userId: id, role })
    await recordDone(database.owner, { tenantId: tenant.id, action: 'member_set', subject: address, details: { role } })
    return { id, email: address, tenant: tenant.slug, role: options.role, ...(!known && made ? { password } : {}) }
  })
}

async function changePassword(email: string, options: PasswordOptions) {
  const { password, made } = await newPassword(options)
  return withDatabase(async (database) => {
    const person = await findPerson(database, email)
    if (!person) throw serverErrors('user_unknown', { email })
    const parts = { owner: database.owner, auth: authOf(database) }
    await setPassword(parts, person, { password, keepSession: null })
    return { id: person.id, email: person.email, ...(made ? { password } : {}) }
  })
}

function listCommand(user: Command): void {
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
      const rows = members.map((one) => [one.email, one.name, one.role, one.since])
      print(options, members, () => table(['email', 'name', 'role', 'since'], rows))
    })
}

function removeCommand(user: Command): void {
  user
    .command('remove <email>')
    .description('take a person out of a tenant; their keys end with them, or go to another member')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--keys-to <email>', 'member who takes over the keys')
    .option('--json', 'print JSON')
    .action(async (email: string, options: RemoveOptions) => {
      const left = await withDatabase(async (database) => {
        const tenant = await findTenant(database.owner, options.tenant)
        const removal = { tenantId: tenant.id, member: email, keysTo: options.keysTo ?? null }
        const removed = await removeMember(database.owner, removal)
        const done = { action: 'member_removed', subject: email, details: removed }
        await recordDone(database.owner, { tenantId: tenant.id, ...done })
        return { email, tenant: tenant.slug, ...removed }
      })
      const { tenant, keysGiven, keysEnded } = left
      print(options, left, () => `${email} left ${tenant}; keys ended: ${keysEnded}, handed over: ${keysGiven}`)
    })
}

/** `user create`, `user password`, `user remove`, `user list`. */
export function userCommand(program: Command): void {
  const user = program.command('user').description('people who sign in')
  const stdin = 'read the password from standard input (default: make one and print it)'
  user
    .command('create <email>')
    .description('create a user as a member of a tenant, or change the role of a known one')
    .requiredOption('--tenant <slug>', 'tenant')
    .addOption(new Option('--role <role>', 'role').choices(['viewer', 'editor', 'admin']).default('viewer'))
    .option('--name <name>', 'name (default: the e-mail address)')
    .option('--password-stdin', stdin)
    .option('--json', 'print JSON')
    .action(async (email: string, options: CreateOptions) => {
      const made = await createMember(email, options)
      const password = made.password === undefined ? '' : `, password ${made.password}`
      print(options, made, () => `${made.email} is ${made.role} of ${made.tenant}${password}`)
    })
  user
    .command('password <email>')
    .description('give a user a new password; all their sessions end')
    .option('--password-stdin', stdin)
    .option('--json', 'print JSON')
    .action(async (email: string, options: PasswordOptions) => {
      const made = await changePassword(email, options)
      const shown = made.password === undefined ? '' : `: ${made.password}`
      print(options, made, () => `${made.email} has a new password${shown}`)
    })
  removeCommand(user)
  listCommand(user)
}

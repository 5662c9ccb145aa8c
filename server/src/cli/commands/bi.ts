import { findTenant } from '@tessera/tenancy'
import { createLogin, listLogins, queryAsBi, revokeLogin } from '@tessera/unified'
import type { Command } from 'commander'
import { serverErrors } from '../../errors.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { readInput } from '../read-input.ts'
import { recordDone } from '../record-done.ts'
import { withDatabase } from '../session.ts'

interface TenantOptions extends OutputOptions {
  readonly tenant: string
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text)
  if (/^\d{1,6}$/.test(text) && number >= 1 && number <= most) return number
  throw serverErrors('option_invalid', { option, expected: `a whole number from 1 to ${most}` })
}

interface CreateOptions extends TenantOptions {
  readonly name: string
  readonly connections: string
  readonly seconds: string
}

async function create(options: CreateOptions) {
  const asked = {
    title: options.name,
    connections: wholeNumber('--connections', options.connections, 100),
    seconds: wholeNumber('--seconds', options.seconds, 3_600),
  }
  return withDatabase(async (database) => {
    const tenant = await findTenant(database.owner, options.tenant)
    const made = await createLogin(database, tenant, asked)
    const done = { tenantId: tenant.id, action: 'bi_login_made', subject: made.login, details: { name: asked.title } }
    await recordDone(database.owner, done)
    return made
  })
}

interface QueryOptions extends TenantOptions {
  readonly rows: string
  readonly seconds: string
}

async function ask(text: string, options: QueryOptions) {
  const bounds = {
    rows: wholeNumber('--rows', options.rows, 50_000),
    seconds: wholeNumber('--seconds', options.seconds, 600),
  }
  const statement = text === '-' ? await readInput('-') : text
  return withDatabase(async (database) => {
    const tenant = await findTenant(database.owner, options.tenant)
    const answer = await queryAsBi(database, tenant, { statement, bounds })
    const details = { statement: statement.slice(0, 2_000), rows: answer.rows.length }
    await recordDone(database.owner, { tenantId: tenant.id, action: 'bi_queried', details })
    return answer
  })
}

const shown = (value: unknown) =>
  value instanceof Date
    ? value.toISOString()
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : value

/** `bi create`, `bi list`, `bi revoke`, `bi query`. */
export function biCommand(program: Command): void {
  const bi = program.command('bi').description('what BI tools read: the views of the schema entity')
  const command = (name: string, description: string) =>
    bi.command(name).description(description).requiredOption('--tenant <slug>', 'tenant').option('--json', 'print JSON')
  command('create', 'make a login of PostgreSQL that reads the views of one tenant; its password is shown once')
    .option('--name <name>', 'name, to tell logins apart', 'made on the command line')
    .option('--connections <n>', 'connections at once', '5')
    .option('--seconds <n>', 'longest time of a statement', '60')
    .action(async (options: CreateOptions) => {
      const made = await create(options)
      const advice = made.advised.map((statement) => `${statement};`)
      const shared = [
        '',
        'others use this database too, and may need what these statements take from everybody:',
        ...advice,
      ]
      const lines = [`user ${made.login}`, `password ${made.password}`, `database ${made.database}`]
      print(options, made, () => [...lines, ...(advice.length > 0 ? shared : [])].join('\n'))
    })
  command('list', 'list the logins of a tenant').action(async (options: TenantOptions) => {
    const logins = await withDatabase(async ({ owner }) =>
      listLogins(owner, (await findTenant(owner, options.tenant)).id),
    )
    const rows = logins.map(({ login, title, createdAt, endedAt }) => [login, title, createdAt, endedAt])
    print(options, logins, () => table(['login', 'name', 'created', 'ended'], rows))
  })
  bi.command('revoke <login>')
    .description('end a login and its connections')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--json', 'print JSON')
    .action(async (login: string, options: TenantOptions) => {
      await withDatabase(async ({ owner }) => {
        const tenant = await findTenant(owner, options.tenant)
        await revokeLogin(owner, tenant.id, login)
        await recordDone(owner, { tenantId: tenant.id, action: 'bi_login_revoked', subject: login })
      })
      print(options, { revoked: login }, () => `revoked ${login}`)
    })
  bi.command('query <sql>')
    .description('run a SELECT over the views of a tenant, as its BI tools would; - reads it from standard input')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--rows <n>', 'most rows', '1000')
    .option('--seconds <n>', 'longest time', '60')
    .option('--json', 'print JSON')
    .action(async (text: string, options: QueryOptions) => {
      const answer = await ask(text, options)
      const cells = answer.rows.map((row) => answer.columns.map((column) => shown(row[column])))
      const more = answer.truncated ? `\n\nthere are more rows; --rows asks for more than ${answer.rows.length}` : ''
      const { titles, ...said } = answer
      print(options, said, () => `${table(titles, cells)}${more}`)
    })
}

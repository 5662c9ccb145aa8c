import { Option, type Command } from 'commander'
import {
  calendarErrors,
  type CalendarPeriod,
  listCalendars,
  makeCalendar,
  patternSchema,
  patterns,
  readCalendarCsv,
  storeCalendar,
} from '@tessera/calendars'

import { findTenant } from '@tessera/tenancy'
import { print, table, type OutputOptions } from '../output.ts'
import { readInput } from '../read-input.ts'
import { withDatabase } from '../session.ts'

interface Place extends OutputOptions {
  readonly tenant: string
  readonly id: string
  readonly replace?: boolean
}

interface CreateOptions extends Place {
  readonly pattern: string
  readonly firstDay: string
  readonly years: string
  readonly firstYear?: string
  readonly leapWeeks?: string
}

const listOf = (text: string | undefined) => (text === undefined ? [] : text.split(',').map(Number))

function periodsOf({ pattern, firstDay, years, firstYear, leapWeeks }: CreateOptions): CalendarPeriod[] {
  const read = patternSchema.safeParse({
    pattern,
    firstDay,
    years: Number(years),
    ...(firstYear === undefined ? {} : { firstYear: Number(firstYear) }),
    leapYears: listOf(leapWeeks),
  })
  if (read.success) return makeCalendar(read.data)
  const reason = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw calendarErrors('calendar_wrong', { reason })
}

async function store(periods: readonly CalendarPeriod[], options: Place): Promise<void> {
  const { id, replace = false } = options
  await withDatabase(async (database) => {
    const tenant = await findTenant(database.owner, options.tenant)
    await storeCalendar(database, { tenantId: tenant.id, id, periods, replace })
  })
  print(options, { id, periods: periods.length }, () => `stored calendar ${id} with ${periods.length} periods`)
}

/** `calendar create`, `calendar import`, `calendar list`. */
export function calendarCommand(program: Command): void {
  const calendar = program.command('calendar').description("calendars of tenants' own, as 4-4-5")
  const placed = (name: string, about: string) =>
    calendar
      .command(name)
      .description(about)
      .requiredOption('--tenant <slug>', 'whose calendar')
      .requiredOption('--id <id>', 'what queries call it')
      .option('--replace', 'take the place of the calendar with this id')
      .option('--json', 'print JSON')
  placed('create', 'make a calendar of whole weeks from a pattern')
    .addOption(
      new Option('--pattern <weeks>', 'weeks of the months of a quarter')
        .choices(Object.keys(patterns))
        .makeOptionMandatory(),
    )
    .requiredOption('--first-day <day>', 'first day of the first year, as 2024-01-28')
    .requiredOption('--years <n>', 'how many years')
    .option('--first-year <year>', 'name of the first year (default: the calendar year most of it lies in)')
    .option('--leap-weeks <years>', 'years with 53 weeks, as 2028,2034; the last month has the week more')
    .action(async (options: CreateOptions) => store(periodsOf(options), options))
  placed(
    'import <file>',
    'read a calendar from CSV with the columns unit,start,end,label; - reads standard input',
  ).action(async (file: string, options: Place) => store(readCalendarCsv(await readInput(file)), options))
  calendar
    .command('list')
    .description('list the calendars of a tenant')
    .requiredOption('--tenant <slug>', 'whose calendars')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions & { readonly tenant: string }) => {
      const found = await withDatabase(async (database) => {
        const tenant = await findTenant(database.owner, options.tenant)
        return listCalendars(database, tenant.id)
      })
      const rows = found.map(({ id, from, to, years, weeks }) => [id, from, to, years, weeks])
      print(options, found, () => table(['id', 'from', 'to', 'years', 'weeks'], rows))
    })
}

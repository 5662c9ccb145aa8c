import type { ServerDoor } from '@tessera/plugin-api/server'
import type { EventInput } from '@tessera/plugin-api/wire'
import type { Database } from '@tessera/database'
import { openTestHost, type TestHostOptions } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'
import type { OpenDatabase } from '../test-databases.ts'
import { answersOf, areEmpty, checkAnswered, checkEmpty } from './answers.ts'
import { checkGates, checkUntold, tellAll, untried, type CallInputs } from './check-calls.ts'
import { checkBoards } from './check-boards.ts'
import { checkEvents } from './check-events.ts'
import { checkExisting } from './check-existing.ts'
import type { ExistingSystems } from './existing-systems.ts'
import { checkUnchanged, checkUnseen } from './check-leaks.ts'
import { checkFixtures, missingFixtures } from './check-fixtures.ts'
import { checkRecords } from './check-records.ts'
import { checkRollups } from './check-rollups.ts'
import { checkRules } from './check-rules.ts'
import { checkStatements } from './check-statements.ts'
import { checkTables } from './check-tables.ts'
import { checkWords } from './check-words.ts'
import { finding, type Finding } from './findings.ts'
import { courses, readings } from './questions.ts'
import { checkAgain, seed } from './seed.ts'
import { subjectOf } from './subject.ts'

/** What the suite needs to know of a plugin. */
export interface ConformanceOptions extends TestHostOptions {
  /** Events to test with, around `tenant.asOf`; needed unless the plugin has a demo. The same ids at each call. */
  readonly events?: (tenant: TestTenant) => readonly EventInput[]
  /** Inputs to call its procedures with, by name: `{ 'list': { year: 2027 } }`. Queries that take none are called without. */
  readonly calls?: CallInputs
  /** Tables of other systems that its migrations name under `tools.existingTable`. */
  readonly existing?: ExistingSystems
  /** Server doors of the plugins it requires, and of those they require. */
  readonly requires?: readonly ServerDoor[]
}

/** What the suite looks at, each with the title of its test. */
export const aspects = {
  words: 'describes its metrics in sentences and names things by titles',
  tables: 'migrates from empty and again, and keeps rows of tenants apart',
  events: 'rejects events that cannot be right and says why',
  nothing: 'answers every question of a tenant without rows, with null or 0',
  something: 'answers every question of a tenant with rows',
  boards: 'fills every panel whose metrics have a source, and places no panel that is not there',
  leaks: 'shows no tenant anything of another',
  existing: 'shows of tables elsewhere the rows of the tenant alone, and nobody the tables',
  gates: 'refuses nobody, who lacks the right and a tenant that has it off, at every procedure',
  statements: 'holds every table it reads to the tenant and stays in its schemas',
  rules: 'tells every setting that its figures rest on, and none besides',
  rollups: 'answers alike from rollups and from rows, before and after a refresh',
  again: 'takes the same events twice without a change',
  records: 'takes the rows of its importable tables again without a change',
  fixtures: 'answers every fixture of its metrics as expected',
} as const

/** What was found, by aspect; nothing at all in a plugin that conforms. */
export type Examination = Readonly<Record<keyof typeof aspects, readonly Finding[]>> & {
  /** What a plugin should have and may lack: fixtures of each metric, an input for each query. */
  readonly warnings: readonly Finding[]
}

/**
 * Runs a plugin on an empty database and looks at everything a plugin must be: first with two tenants without rows, then
 * with rows in one, then in both. Throws only when it does not start. Aspects that are left out find nothing.
 */
export async function examine(
  door: ServerDoor,
  open: OpenDatabase | Database,
  options: ConformanceOptions & { readonly leaveOut?: readonly string[] } = {},
): Promise<Examination> {
  const { events, calls, existing, requires = [], leaveOut = [], ...hostOptions } = options
  const database = typeof open === 'function' ? await open() : open
  await existing?.make(database.owner)
  const host = await openTestHost(database, [door, ...requires], hostOptions)
  try {
    const subject = subjectOf(host, door.plugin.id, { events, existing })
    const { a, b } = subject
    const tables = await checkTables(subject)
    const read = readings(subject.metrics)
    const follow = courses(subject.metrics)
    const empty = await answersOf(host, b, { questions: read })
    const emptyCourses = await answersOf(host, b, { questions: follow })

    const untold = await tellAll(subject, b, calls)
    const first = await seed(subject, a)
    const filled = await answersOf(host, a, { questions: read })
    const filledCourses = await answersOf(host, a, { questions: follow })
    const stillEmpty = await answersOf(host, b, { questions: read })
    const stillUntold = await tellAll(subject, b, calls)

    await host.refreshRollups(b)
    const second = await seed(subject, b)
    const rollups = leaveOut.includes('rollups') ? [] : await checkRollups(subject, [...read, ...follow])
    const nothing = [...empty, ...emptyCourses]
    const something = [...filled, ...filledCourses]
    return {
      words: checkWords(subject),
      tables,
      events: checkEvents(subject),
      nothing: [...checkAnswered(nothing), ...checkEmpty(nothing)],
      something: [
        ...first.findings,
        ...second.findings,
        ...(subject.metrics.length > 0 && areEmpty(something) ? [finding('nothing_seeded', {})] : []),
        ...checkAnswered(something),
      ],
      boards: await checkBoards(subject),
      leaks: [
        ...checkUnseen(empty, stillEmpty),
        ...(await checkUnchanged(subject, filled)),
        ...checkUntold(subject, untold, stillUntold),
      ],
      existing: await checkExisting(subject),
      gates: await checkGates(subject, calls),
      statements: await checkStatements(subject),
      rules: await checkRules(subject),
      rollups,
      again: await checkAgain(subject, first.events),
      records: await checkRecords(subject),
      fixtures: leaveOut.includes('fixtures') ? [] : await checkFixtures(subject),
      warnings: [...missingFixtures(subject), ...untried(subject, calls)],
    }
  } finally {
    await host.close()
    if (typeof open === 'function') await database.close()
  }
}

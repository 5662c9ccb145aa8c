import type { ServerDoor } from '@tessera/plugin-api/server'
import { beforeAll, expect, test } from 'vitest'
import { describeDatabases, describeOneDatabase, testDatabases } from '../test-databases.ts'
import { aspects, examine, type ConformanceOptions, type Examination } from './examine.ts'

/** What a server of the run answers for the embedded database too, which is the same PostgreSQL and several times slower. */
const numbers: readonly string[] = ['rollups', 'fixtures'] satisfies (keyof typeof aspects)[]

/**
 * Registers the tests every plugin must pass, on every database of the run: migrations, events, answers with and without
 * rows, panels, separation of tenants, words, fixtures. A metric without fixture is a warning. Give the plugin a demo, or
 * `events` to test with. Fixtures and rollups are left to a server where the run has one. `once` examines on one database of the run
 * only: enough for a large plugin whose SQL does nothing that others of the repository do not.
 */
export function conformance(
  door: ServerDoor,
  { once = false, ...options }: ConformanceOptions & { readonly once?: boolean } = {},
): void {
  const describe = once ? describeOneDatabase : describeDatabases
  describe(`plugin '${door.plugin.id}'`, (open, kind) => {
    const isBrief = kind === 'embedded' && testDatabases().length > 1
    let found: Examination

    beforeAll(async () => {
      found = await examine(door, open, { ...options, leaveOut: isBrief ? numbers : [] })
    })

    for (const aspect of Object.keys(aspects) as (keyof typeof aspects)[]) {
      test.skipIf(isBrief && numbers.includes(aspect))(aspects[aspect], async ({ annotate }) => {
        if (aspect === 'fixtures') for (const { message } of found.warnings) await annotate(message, 'warning')
        expect(found[aspect].map(({ message }) => message)).toEqual([])
      })
    }
  })
}

import type { ServerDoor } from '@tessera/plugin-api/server'
import { beforeAll, expect, test } from 'vitest'
import { describeDatabases } from '../test-databases.ts'
import { aspects, examine, type ConformanceOptions, type Examination } from './examine.ts'

/**
 * Registers the tests every plugin must pass, on every database of the run: migrations, events, answers with and without
 * rows, panels, separation of tenants, words, fixtures. A metric without fixture is a warning. Give the plugin a demo, or
 * `events` to test with.
 */
export function conformance(door: ServerDoor, options: ConformanceOptions = {}): void {
  describeDatabases(`plugin '${door.plugin.id}'`, (open) => {
    let found: Examination

    beforeAll(async () => {
      found = await examine(door, open, options)
    })

    for (const aspect of Object.keys(aspects) as (keyof typeof aspects)[]) {
      test(aspects[aspect], async ({ annotate }) => {
        if (aspect === 'fixtures') for (const { message } of found.warnings) await annotate(message, 'warning')
        expect(found[aspect].map(({ message }) => message)).toEqual([])
      })
    }
  })
}

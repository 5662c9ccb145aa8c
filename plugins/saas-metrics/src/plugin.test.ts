import { aspects, examine, testDatabases, type Examination } from '@tessera/test-kit'
import { beforeAll, describe, expect, test } from 'vitest'
import server from './server/index.ts'

// why: formulas are the same on every engine, and this plugin has many; the last is the quickest there is
const engine = testDatabases().at(-1)

describe(`plugin 'saas-metrics' on ${engine?.title}`, () => {
  let found: Examination
  beforeAll(async () => {
    if (!engine) throw new Error('there is no database')
    const database = await engine.open()
    found = await examine(server, database)
    return () => database.close()
  })

  test.each(Object.keys(aspects) as (keyof typeof aspects)[])('%s', (aspect) => {
    expect(found[aspect].map(({ message }) => message)).toEqual([])
  })
})

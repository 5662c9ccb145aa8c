import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { openOracle } from './answers-hold.ts'
import { asked, askedOfWindows, worldFrom } from './arbitrary.ts'
import { waysRead } from './runs-on.ts'

describeServers('answers with rollups equal those without, and a computation row by row', (open) => {
  let database: Database
  let answersHold: Awaited<ReturnType<typeof openOracle>>
  beforeAll(async () => {
    database = await open()
    answersHold = await openOracle(database, { rollups: true })
  })

  test('every kind, grain, zone, dimension, filter and comparison, with late rows and changed ones', async () => {
    expect([...(await answersHold(worldFrom, asked))]).toEqual(expect.arrayContaining([...waysRead(database)]))
  }, 240_000)

  test('percentiles and windows that reach back before the bucket', async () => {
    expect([...(await answersHold(worldFrom, askedOfWindows))]).toEqual(expect.arrayContaining([...waysRead(database)]))
  }, 240_000)
})

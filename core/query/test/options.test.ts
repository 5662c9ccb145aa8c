import { beforeAll, test } from 'vitest'
import { describeServers } from '@tessera/test-kit'
import { openOracle } from './answers-hold.ts'
import { askedWithOptions, spreadWorldFrom } from './options.ts'

describeServers('all options of a query at once equal a computation row by row', (open) => {
  let answersHold: Awaited<ReturnType<typeof openOracle>>
  beforeAll(async () => {
    answersHold = await openOracle(await open(), { calendars: true })
  })

  test('several comparisons, calendars, totals and filters of one metric', async () => {
    await answersHold(spreadWorldFrom, askedWithOptions)
  }, 240_000)
})

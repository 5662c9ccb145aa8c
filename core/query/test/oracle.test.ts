import { beforeAll, test } from 'vitest'
import { describeDatabases } from '@tessera/test-kit'
import { openOracle } from './answers-hold.ts'
import { asked, askedOfFunnels, askedOfStates, askedOfWindows, funnelWorldFrom, worldFrom } from './arbitrary.ts'

describeDatabases('answers equal a computation row by row', (open) => {
  let answersHold: Awaited<ReturnType<typeof openOracle>>
  beforeAll(async () => {
    answersHold = await openOracle(await open())
  })

  test('every kind, grain, zone, dimension, filter and comparison over random rows of two tenants', async () => {
    await answersHold(worldFrom, asked)
  }, 120_000)

  test('ordered funnels over dense, overlapping and repeated steps', async () => {
    await answersHold(funnelWorldFrom, askedOfFunnels)
  }, 120_000)

  test('percentiles and windows that reach back before the bucket', async () => {
    await answersHold(worldFrom, askedOfWindows)
  }, 120_000)

  test('last values and stocks at the end of each bucket', async () => {
    await answersHold(worldFrom, askedOfStates)
  }, 120_000)
})

import { expect, test } from 'vitest'
import { scheduleWords } from './schedule-words.ts'

test.each([
  ['0 3 * * *', 'at 3:00 AM'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['30 2 * * 0', 'at 2:30 AM, only on Sunday'],
  ['0 4 1 1 *', 'at 4:00 AM, on day 1 of the month, only in January'],
  ['0 12 * * 1-5', 'at 12:00 PM, Monday through Friday'],
  ['not a schedule', null],
])('%s is %s', async (cron, words) => {
  expect(await scheduleWords({ cron })).toBe(words)
})

import { expect, test } from 'vitest'
import { revenue, users } from '../cases/make-column.ts'
import { makeFrame } from '../cases/make-frame.ts'
import { answerNotes } from './answer-notes.ts'
import { emptyReason } from './empty-reason.ts'

const frame = makeFrame([users, revenue], [[1, 2]])
const withRows = (...unreadable: { metric: string; rows: number; comparison?: string }[]) => ({
  ...frame,
  meta: { ...frame.meta, unreadable },
})

test('nothing is said of an answer that is whole', () => {
  expect(answerNotes(frame)).toEqual([])
  expect(answerNotes(withRows({ metric: users.name, rows: 3, comparison: 'previous_period' }))).toEqual([])
})

test.each([
  [withRows({ metric: users.name, rows: 1 }), '1 row could not be read and is left out.'],
  [withRows({ metric: users.name, rows: 1200 }), '1,200 rows could not be read and are left out.'],
  [
    withRows({ metric: users.name, rows: 2 }, { metric: revenue.name, rows: 1 }),
    `Rows that could not be read are left out: ${users.title} 2 rows, ${revenue.title} 1 row.`,
  ],
])('rows that are left out are said', (given, note) => {
  expect(answerNotes(given)).toEqual([note])
})

test('an answer without values says that its rows could not be read', () => {
  const empty = { ...withRows({ metric: users.name, rows: 2 }), rows: [[null, null]] }
  expect(emptyReason(empty)).toBe('2 rows could not be read and are left out.')
})

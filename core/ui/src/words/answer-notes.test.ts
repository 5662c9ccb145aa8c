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

const recorded = (first: string, last: string) => ({ first: `${first}T12:00:00Z`, last: `${last}T12:00:00Z` })

test.each([
  [recorded('2026-11-20', '2026-12-01'), 'rows begin on Nov 20, 2026. Choose a later range.'],
  [recorded('2026-01-05', '2026-10-20'), 'rows end on Oct 20, 2026. Choose an earlier range.'],
  [recorded('2026-01-05', '2026-12-01'), 'Rows lie from Jan 5, 2026 to Dec 1, 2026: choose more of that'],
  [recorded('2026-10-21', '2026-11-19'), 'all rows lie in it. Take filters off'],
])('an empty answer says which way the rows lie', (span, words) => {
  expect(emptyReason({ ...frame, rows: [], meta: { ...frame.meta, recorded: span } })).toContain(words)
})

test('an empty answer names the plugin that is off', () => {
  const sourcesOff = [{ plugin: 'saas-metrics', title: 'SaaS metrics', metrics: [users.name] }]
  const off = { ...frame, rows: [], meta: { ...frame.meta, sourcesOff } }
  expect(emptyReason(off)).toBe('SaaS metrics is off: what comes from there is unknown here.')
})

test('where nothing was ever recorded no range helps', () => {
  const { recorded: _, ...meta } = frame.meta
  expect(emptyReason({ ...frame, rows: [], meta: { ...meta, watermark: null } })).toContain('ever recorded')
})

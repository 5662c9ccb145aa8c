import { expect, test } from 'vitest'
import { formatBucket, formatDate, formatSpan } from './format-date.ts'

test.each([
  ['2026-10-21', 'day', 'Oct 21'],
  ['2026-10-19', 'week', 'Oct 19'],
  ['2026-10-01', 'month', 'Oct 2026'],
  ['2026-10-01', 'quarter', 'Q4 2026'],
  ['2026-01-01', 'year', '2026'],
  ['2026-10-21T08:00', 'hour', 'Oct 21, 08:00'],
  ['2026-10-21T08:05', 'minute', '08:05'],
] as const)('%s by %s reads %s', (label, grain, text) => {
  expect(formatBucket(label, grain)).toBe(text)
})

test('the long style says all of it', () => {
  expect(formatBucket('2026-10-21', 'day', { style: 'long' })).toBe('Wed, Oct 21, 2026')
  expect(formatBucket('2026-10-19', 'week', { style: 'long' })).toBe('week of Oct 19, 2026')
})

test('a zone never moves a local date', () => {
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin'])
    expect(formatBucket('2026-03-29', 'day', { timeZone })).toBe('Mar 29')
})

test('instants are shown in their zone', () => {
  expect(formatBucket('2026-10-21T22:00:00Z', 'hour', { timeZone: 'Europe/Berlin' })).toBe('Oct 22, 00:00')
  expect(formatDate('2026-10-21T22:00:00-02:00', { dateStyle: 'short' })).toBe('10/22/26')
})

test('of two hours of one name each says its zone', () => {
  const hours = (timeZone: string, ...labels: string[]) =>
    labels.map((label) => formatBucket(label, 'hour', { timeZone }))
  const newYork = hours('America/New_York', '2024-11-03T05:00:00Z', '2024-11-03T06:00:00Z', '2024-11-03T07:00:00Z')
  expect(newYork).toEqual(['Nov 3, 01:00 EDT', 'Nov 3, 01:00 EST', 'Nov 3, 02:00'])
  expect(formatBucket('2024-04-06T15:15:00Z', 'minute', { timeZone: 'Australia/Lord_Howe' })).toMatch(/^01:45 /)
  expect(formatBucket('no instant Z', 'hour')).toBe('no instant Z')
})

test('other text passes through', () => {
  expect(formatBucket('total', 'day')).toBe('total')
})

test('a span ends on its last day', () => {
  expect(formatSpan({ from: '2026-10-21', to: '2026-11-20' })).toBe('Oct 21 – Nov 19, 2026')
  expect(formatSpan({ from: '2026-10-21', to: '2026-10-22' })).toBe('Oct 21, 2026')
  expect(formatSpan({ from: '2026-10-21', to: '2026-11-20' }, 'de-DE')).toBe('21. Okt. – 19. Nov. 2026')
})

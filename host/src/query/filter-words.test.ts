import { expect, test } from 'vitest'
import { filterWords } from './filter-words.ts'

const names = {
  nameOf: (member: string) => (member === 'a.provider' ? 'Provider' : member),
  labelOf: (_: string, value: unknown) => (value === 'google' ? 'Google' : value === null ? '(none)' : String(value)),
}

test('a filter is told with the names of its dimensions and values', () => {
  const filter = {
    and: [
      { member: 'a.provider', operator: 'equals' as const, values: ['google', null] },
      { not: { or: [{ member: 'a.country', operator: 'notSet' as const }] } },
      { member: 'a.users', operator: 'gte' as const, values: [5] },
    ],
  }
  expect(filterWords(filter, names)).toBe(
    'Provider is Google or (none) and not ((a.country is unknown)) and a.users ≥ 5',
  )
})

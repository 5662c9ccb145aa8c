import { expect, test } from 'vitest'
import { sql, type SqlBool } from 'kysely'
import { fact } from './fact.ts'
import { movements } from './movements.ts'
import { retention } from './retention.ts'

interface Row {
  readonly user_id: string
  readonly amount: number
  readonly at: Date
}

const visits = fact<Row>({ name: 'visits', table: 'a.visits', key: ['at'], time: { column: 'at', type: 'instant' } })
const start = () => sql<SqlBool>`true`
const base = { fact: visits, actor: 'user_id', start, back: start, unit: 'day' } as const

test.each([
  ['no last period', () => retention(base), "needs 'periods'"],
  ['half a period', () => retention({ ...base, periods: 1.5 }), "needs 'periods'"],
  ['more periods than there may be', () => retention({ ...base, periods: 400 }), 'from 0 to 399'],
  ['brackets of another mode', () => retention({ ...base, periods: 3, brackets: [[1, 2]] }), "set mode to 'bracket'"],
  ['mode bracket without brackets', () => retention({ ...base, mode: 'bracket' }), 'no brackets'],
  ['a bracket the wrong way round', () => retention({ ...base, mode: 'bracket', brackets: [[3, 1]] }), 'from 3 to 1'],
  ['a period past the last', () => retention({ ...base, periods: 3 }).at(4), 'there is no period 4'],
])('a retention with %s is refused where it is declared', (_, declare, sentence) => {
  expect(declare).toThrow(sentence)
})

test('movements of a fact that does not last are refused where they are declared', () => {
  expect(() => movements(visits, { entity: 'user_id', value: 'amount' })).toThrow('need its interval')
})

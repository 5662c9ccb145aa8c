import { expect, test } from 'vitest'
import { nightWords, type ComparedNight } from './night-words.ts'

const night: ComparedNight = { state: 'done', tries: 1, reason: null, checks: [] }
const check = (rollup: string, different: number) => ({ rollup, days: 17, different })

test('a night without a difference is one line', () => {
  expect(nightWords({ ...night, checks: [check('a.b.daily', 0), check('a.b.hourly', 0)] })).toEqual([
    '2 rollups, up to 17 days each: no difference',
  ])
})

test('each rollup that differed is named, and how often the night was taken up', () => {
  expect(nightWords({ ...night, tries: 2, checks: [check('a.b.daily', 1), check('a.b.hourly', 1200)] })).toEqual([
    '2 rollups, up to 17 days each: 2 differed',
    'a.b.daily: 1 row differed, built anew',
    'a.b.hourly: 1,200 rows differed, built anew',
    'taken up 2 times',
  ])
})

test('a night that is not done says why', () => {
  expect(nightWords({ ...night, state: 'waiting', reason: 'the disk is full' })).toEqual(['the disk is full'])
  expect(nightWords({ ...night, state: 'comparing' })).toEqual([])
  expect(nightWords(night)).toEqual(['No rollup was ready to be compared'])
})

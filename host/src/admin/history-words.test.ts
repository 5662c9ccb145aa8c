import { expect, test } from 'vitest'
import { actionWords, actorWords, detailWords } from './history-words.ts'

test('an entry is a sentence: what, to what, with what, and who', () => {
  expect(actionWords({ action: 'orders.quota_changed', subject: 'north' })).toBe('Quota changed: north')
  expect(actionWords({ action: 'core.plugin_disabled', subject: null })).toBe('Plugin disabled')
  expect(detailWords({ details: { changed: ['largest', 'cents'], from_year: 2025, was: null } })).toBe(
    'changed largest, cents; from year 2025; was null',
  )
  expect(detailWords({ details: {} })).toBe('')
  expect(actorWords({ actor: { kind: 'person', id: '1', name: 'Ann' } })).toBe('Ann')
  expect(actorWords({ actor: { kind: 'key', id: '1', name: 'CI' } })).toBe('the key CI')
  expect(actorWords({ actor: { kind: 'job', id: 'orders.tidy', name: null } })).toBe('the job orders.tidy')
  expect(actorWords({ actor: { kind: 'server', id: null, name: 'the command line' } })).toBe('the command line')
  expect(actorWords({ actor: { kind: 'demo', id: null, name: null } })).toBe('demo data')
})

import { expect, test } from 'vitest'
import { matchPage, pathProblem, plainPath, shapesOf } from './page-paths.ts'

const pages = ['deals/:dealId?', 'deals/new', 'deals/:dealId/notes/:note', 'board'].map((path) => ({ path }))
const match = (address: string) => {
  const found = matchPage(pages, address.split('/'))
  return found && [found.page.path, found.params]
}

test.each([
  ['deals', 'deals/:dealId?', {}],
  ['deals/7', 'deals/:dealId?', { dealId: '7' }],
  ['deals/new', 'deals/new', {}],
  ['deals/7/notes/a b', 'deals/:dealId/notes/:note', { dealId: '7', note: 'a b' }],
  ['board', 'board', {}],
])('%s leads to %s', (address, path, params) => {
  expect(match(address)).toEqual([path, params])
})

test.each(['', 'deal', 'Deals', 'board/1', 'deals/', 'deals/7/notes', 'deals//notes/1'])(
  '%j leads nowhere',
  (address) => {
    expect(match(address)).toBeNull()
  },
)

test.each([
  ['', 'it is empty'],
  [7, 'it is empty'],
  ['/deals', 'slash'],
  ['deals/', 'slash'],
  ['deals//a', 'slash'],
  ['deals/{id}', "'{id}' is no word"],
  ['deals/:a?/:b', 'only its last'],
  ['deals/:a/:a', "'a' twice"],
  [':deal', 'begins with a parameter'],
  ['..', "'..' is no word"],
])('%j is no path', (path, says) => {
  expect(pathProblem(path)).toContain(says)
})

test('what a path stands for', () => {
  for (const { path } of pages) expect(pathProblem(path)).toBeNull()
  expect(shapesOf('deals/:dealId?')).toEqual(['deals/:', 'deals'])
  expect(plainPath('deals/:dealId?')).toBe('deals')
  expect(plainPath('deals/:dealId')).toBeNull()
})

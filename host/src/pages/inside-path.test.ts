import { expect, test } from 'vitest'
import { insidePath } from './inside-path.ts'

test('keeps a path of this site with its query and the place on the page', () => {
  const to = '/t/acme/catalogue/kinds?r=last-7-day#ratio'
  expect(insidePath(to)).toBe(to)
})

test.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example/x',
  '/\\evil.example',
  '/x/..//evil.example',
  '/sign-in?to=/x',
])('%j leads to the first page', (to) => {
  expect(insidePath(to)).toBe('/')
})

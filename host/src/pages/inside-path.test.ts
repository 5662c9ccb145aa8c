import { expect, test } from 'vitest'
import { insidePath } from './inside-path.ts'

test('keeps a path of this site with its query', () => {
  expect(insidePath('/d/integrations.overview?r=last-7-day')).toBe('/d/integrations.overview?r=last-7-day')
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

import { expect, test } from 'vitest'
import { tokensCss } from './tokens.ts'

test('tokens.css is the text of tokens.ts', async () => {
  await expect(tokensCss()).toMatchFileSnapshot('tokens.css')
})

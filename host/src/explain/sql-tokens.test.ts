import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqlTokens } from './sql-tokens.ts'

test('the pieces are the text again, whatever it is', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('select', "'it''s'", '"from"', '$1', '-- x\n', '/*', '*/', ' '))
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const sql = pieces.join('')
      expect(
        sqlTokens(sql)
          .map(({ text }) => text)
          .join(''),
      ).toBe(sql)
    }),
  )
})

test('keywords, parameters, texts and quoted names are told apart', () => {
  const kinds = sqlTokens(`SELECT "from", 'where' FROM selected WHERE a = $12 -- and`)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind}:${text}`)
  expect(kinds).toEqual([
    'keyword:SELECT',
    "text:'where'",
    'keyword:FROM',
    'keyword:WHERE',
    'parameter:$12',
    'comment:-- and',
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digitsOf, isWrittenNumber, parseExactly, withNumbersAsText, writtenNumber } from './exact-json.ts'

/** A numeral as a whole number of units of 10^-`places`. */
function scaled(numeral: string, places: number): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(numeral) ?? []
  const value = BigInt(whole + fraction) * 10n ** BigInt(places - fraction.length + Number(exponent))
  return sign === '-' ? -value : value
}

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength })
const numeral = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.oneof(
      fc.constant('0'),
      digits(40).map((text) => `1${text}`),
    ),
    fraction: fc.oneof(
      fc.constant(''),
      digits(40).map((text) => `.${text}`),
    ),
    exponent: fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), fc.integer({ min: 0, max: 450 })).map(([e, n]) => e + n),
    ),
  })
  .map(({ sign, whole, fraction, exponent }) => sign + whole + fraction + exponent)

const written = (text: string) => JSON.stringify(parseExactly(text, writtenNumber))

test('every number is written again as the number it was', () => {
  fc.assert(
    fc.property(numeral, fc.constantFrom('', ' ', '\n  '), (given, gap) => {
      const again = written(`{"a":${gap}[${given}]}`).slice(6, -2)
      expect(scaled(again, 1000)).toBe(scaled(given, 1000))
      expect(scaled(written(given), 1000)).toBe(scaled(given, 1000))
    }),
    { numRuns: 2000 },
  )
})

test('numbers a JavaScript number holds stay numbers', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseExactly(`[${JSON.stringify(value)}]`, () => 'changed')).toEqual([value + 0])
    }),
  )
})

test('what is no such number comes out as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify({ value, long: 0 }).replace(/0}$/, '9007199254740993}')
      expect(parseExactly(text, () => 0)).toEqual(JSON.parse(JSON.stringify({ value, long: 0 })))
    }),
  )
})

test.each([
  ['__proto__', '{"__proto__":{"deep":9007199254740993}}'],
  ['the last of a key that comes twice', '{"a":1,"a":9007199254740993}', '{"a":9007199254740993}'],
  ['a number in a text', '{"a":"9007199254740993","b":":1e400"}'],
])('%s is kept', (_, text, expected = text) => {
  expect(written(text)).toBe(expected)
  expect({}).not.toHaveProperty('deep')
})

test('as text, what a number cannot hold is text and all else stays', () => {
  const value = parseExactly('{"a":[9007199254740993,1.5],"__proto__":1e400,"b":"x"}', writtenNumber)
  expect(JSON.stringify(withNumbersAsText(value))).toBe('{"a":["9007199254740993",1.5],"__proto__":"1e400","b":"x"}')
  const plain = { a: [1, { b: null }] }
  expect(withNumbersAsText(plain)).toBe(plain)
  expect([isWrittenNumber(plain), isWrittenNumber(null), isWrittenNumber(7)]).toEqual([false, false, false])
})

test.each([
  ['1e400', 401, 0],
  ['-12.50', 2, 1],
  ['1e-400', 0, 400],
  ['0.000', 0, 0],
  ['0e999999999999', 0, 0],
  ['1e999999999999', 1e12, 0],
])('%s has %i digits before its point and %i behind it', (text, before, behind) => {
  expect(digitsOf(text)).toEqual({ before, behind })
})

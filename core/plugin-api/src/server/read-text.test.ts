import { expect, test } from 'vitest'
import { readJson, readText } from './read-text.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
const mark = Uint8Array.of(0xef, 0xbb, 0xbf)

test('UTF-8 is read with and without its mark, and lines end in one way', () => {
  expect(readText(bytes('größe\n'))).toBe('größe\n')
  expect(readText(Buffer.concat([mark, bytes('größe\r\nb\rc\r\n')]))).toBe('größe\nb\nc\n')
  expect(readText(mark)).toBe('')
  expect(readText(bytes(''))).toBe('')
})

test.each([
  ['UTF-16', Buffer.concat([Uint8Array.of(0xff, 0xfe), bytes('a\nb', 'utf16le')]), 1, 'UTF-16'],
  [
    'UTF-16, the other way round',
    Buffer.concat([Uint8Array.of(0xfe, 0xff), bytes('a', 'utf16le').swap16()]),
    1,
    'UTF-16',
  ],
  ['UTF-16 without a mark', bytes('a,b\nc,d', 'utf16le'), 1, 'a NUL'],
  ['Latin-1', bytes('a\n\nGröße\n', 'latin1'), 3, 'something else than UTF-8'],
  ['Latin-1 after lines that end in other ways', bytes('a\r\nb\rc\r\n\r\né', 'latin1'), 5, 'something else than UTF-8'],
  ['a character cut off', bytes('a\nü').subarray(0, -1), 2, 'something else than UTF-8'],
  ['half a pair of UTF-16 in UTF-8', Uint8Array.of(10, 10, 0xed, 0xa0, 0x80), 3, 'something else than UTF-8'],
  ['a NUL', bytes('a\r\n\r\nb\0'), 3, 'a NUL'],
])('%s is refused, naming the line', (_, given, line, found) => {
  expect(() => readText(given)).toThrow(`line ${line} holds ${found}; save it as UTF-8`)
})

test.each([
  ['{"a": 1,\n\n"b" 2}', 3, "Expected ':' after property name"],
  ['{"a":\n x}', 2, "Unexpected token 'x'"],
  ['[1,\n2,\n\n]', 4, "Unexpected token ']'"],
  ['{\n"a": "b\n"}', 2, 'Bad control character in string literal'],
  ['[1,\n2\n\n', 2, "Expected ',' or ']' after array element"],
  ['\n{}\n{}', 3, 'Unexpected non-whitespace character after JSON'],
  ['', 1, 'it ends too early'],
  ['{\n// note\n}', 2, "Expected property name or '}'"],
])('%j: the mistake is found in line %i', (text, line, reason) => {
  expect(() => readJson(text)).toThrow(`line ${line}: ${reason}`)
})

test('a line of a file is counted from where it stands', () => {
  expect(readJson('{"a": 1}', { firstLine: 7 })).toEqual({ a: 1 })
  expect(() => readJson('{"a" 1}', { firstLine: 7 })).toThrow(/^line 7: /)
})

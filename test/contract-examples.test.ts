import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { includesOf } from '../docs/read-markdown.ts'
import { doors } from '../scripts/reference/contract-page.ts'
import { readExports } from '../scripts/reference/read-exports.ts'
import { namesOfParts, namesOfTheHost } from './names-without-example.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const files = (pattern: string) => globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' })

/** Code that compiles and that a reader of the documents is shown or led to. */
const code = [
  ...files('docs/examples/**/*.{ts,tsx}').map(read),
  ...files('docs/guides/*.md').flatMap((guide) => includesOf(read(guide)).map((included) => included.code)),
].join('\n')
const words = new Set(code.match(/[A-Za-z_]\w*/g))
const excepted: readonly string[] = [...namesOfTheHost, ...namesOfParts]

/** Programs read what is on the wire by its description. */
const ofAuthors = doors.filter(({ specifier }) => !specifier.endsWith('/wire'))

test.each(ofAuthors)('every name of $specifier stands in an example', ({ file }) => {
  const without = readExports(file)
    .map(({ name }) => name)
    .filter((name) => !words.has(name) && !excepted.includes(name))
  expect(without, 'use it in docs/examples, or list it in test/names-without-example.ts with its kind').toEqual([])
})

test('the exceptions are names that there are, and none of them has an example by now', () => {
  const names = new Set(ofAuthors.flatMap(({ file }) => readExports(file).map(({ name }) => name)))
  expect(excepted.filter((name) => !names.has(name) || words.has(name))).toEqual([])
})

import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorsOf, includesOf, linksOf, pathsOf } from './read-markdown.ts'

const root = join(import.meta.dirname, '..')
const hidden = ['node_modules', 'dist', '.git', '.tessera']
const documents = globSync('**/*.md', { cwd: root, exclude: (name) => hidden.includes(name) }).toSorted()
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

test('the documents are found', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'AGENTS.md', join('docs', 'index.md')]))
})

describe.each(documents)('%s', (document) => {
  const text = read(document)

  test('links to files and headings that exist', () => {
    const broken = linksOf(text).filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? document : join(dirname(document), path)
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  test('names paths of the repository that exist', () => {
    const here = dirname(document)
    const broken = pathsOf(text).filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, here, path)))
    expect(broken).toEqual([])
  })

  test('shows code as it is in the files', () => {
    for (const { file, code } of includesOf(text)) expect(code, file).toBe(read(file).trimEnd())
  })
})

test('every guide and decision is listed in the index', () => {
  const index = linksOf(read('docs/index.md'))
  const files = globSync(['guides/*.md', 'decisions/*.md'], { cwd: join(root, 'docs') })
  expect(files.filter((file) => !index.includes(file.replaceAll('\\', '/')))).toEqual([])
})

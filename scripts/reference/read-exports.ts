import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseSync } from 'vite'

/** One exported name, as its source declares it. */
export interface ExportedName {
  readonly name: string
  /** What its comment says; empty without one. */
  readonly doc: string
  /** The declaration without what a function does; comments of fields included. */
  readonly code: string
  /** File it is declared in. */
  readonly file: string
}

interface Declaration {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly id?: { readonly name: string } | null
  readonly body?: { readonly start: number } | null
  readonly declarations?: readonly Declarator[]
}

interface Declarator {
  readonly start: number
  readonly end: number
  readonly id: { readonly name: string; readonly end: number; readonly typeAnnotation?: unknown }
  readonly init?: { readonly type: string; readonly body?: { readonly start: number } } | null
}

/** Longest value of a constant that is shown. */
const longestValue = 400

/** Every name a door exports, sorted, wherever it is declared. */
export function readExports(door: string): readonly ExportedName[] {
  const names = new Map<string, ExportedName>()
  gather(door, (found, name) => names.set(name, found))
  return [...names.values()].toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
}

function gather(file: string, take: (found: ExportedName, name: string) => void): void {
  const text = readFileSync(file, 'utf8')
  const { program, module, comments: all } = parseSync(file, text)
  for (const { entries } of module.staticExports) {
    for (const { exportName, importName, moduleRequest } of entries) {
      if (moduleRequest === null) continue
      const source = findFile(file, moduleRequest.value)
      if (source === undefined) continue
      if (exportName.kind === 'Name' && exportName.name !== null) {
        const imported = importName.name ?? exportName.name
        const { name } = exportName
        gather(source, (found, own) => own === imported && take({ ...found, name }, name))
      } else gather(source, take)
    }
  }
  const comments = all.filter(({ value }) => value.startsWith('*'))
  const docBefore = (start: number) => {
    const comment = comments.findLast(({ end }) => end <= start)
    return comment &&
      text
        .slice(comment.end, start)
        .replace(/^\s*\/\/.*$/gm, '')
        .trim() === ''
      ? plain(comment.value)
      : ''
  }
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) continue
    const doc = docBefore(node.start)
    for (const { name, code } of declared(text, node.declaration as unknown as Declaration))
      take({ name, doc, code, file }, name)
  }
}

function declared(text: string, node: Declaration): readonly Pick<ExportedName, 'name' | 'code'>[] {
  if (node.declarations) {
    return node.declarations.map((one) => ({ name: one.id.name, code: `const ${constantOf(text, one)}` }))
  }
  const name = node.id?.name ?? ''
  const isFunction = node.type === 'FunctionDeclaration' && node.body
  const code = text.slice(node.start, isFunction ? node.body.start : node.end).trim()
  return [{ name, code: node.type === 'ClassDeclaration' ? classOf(code) : code }]
}

function constantOf(text: string, { id, init, start, end }: Declarator): string {
  if (id.typeAnnotation) return text.slice(start, id.end)
  if (init?.type === 'ArrowFunctionExpression' && init.body) return `${text.slice(start, init.body.start)} …`
  const whole = text.slice(start, end)
  return whole.length > longestValue ? `${text.slice(start, id.end)} = …` : whole
}

/** Fields and the signature of the constructor; what it does is nobody's business. */
const classOf = (code: string) => code.replace(/\) \{\n[\s\S]*?\n {2}\}/g, ')')

const plain = (comment: string) =>
  comment
    .replace(/^\*/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join('\n')
    .trim()

function findFile(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier)
  const [, name = '', door = ''] = /^@tessera\/([^/]+)\/?(.*)$/.exec(specifier) ?? []
  const file = join(import.meta.dirname, '../../core', name, 'src', door, 'index.ts')
  return name !== '' && existsSync(file) ? file : undefined
}

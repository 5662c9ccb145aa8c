import { nodeAt, nodesAt, readSyntax, spliced } from './syntax.ts'

/** A name a file needs from a module. */
export interface NeededImport {
  readonly from: string
  readonly name: string
  readonly type?: boolean
}

/** The text of a file with a name imported, beside what it imports from the same module already. */
export function addImport(file: string, text: string, { from, name, type = false }: NeededImport): string {
  const imports = nodesAt(readSyntax(file, text), 'body').filter((node) => node.type === 'ImportDeclaration')
  const same = imports.filter((node) => nodeAt(node, 'source')?.['value'] === from)
  const namesOf = (node: (typeof imports)[number]) =>
    nodesAt(node, 'specifiers').map((one) => nodeAt(one, 'imported')?.['name'])
  if (same.some((node) => namesOf(node).includes(name) && (type || node['importKind'] !== 'type'))) return text
  const wanted = type ? 'type' : 'value'
  const beside = same.find(
    (node) => node['importKind'] === wanted && nodesAt(node, 'specifiers').at(-1)?.type === 'ImportSpecifier',
  )
  const last = beside && nodesAt(beside, 'specifiers').at(-1)
  if (last) return spliced(text, `, ${name}`, { start: last.end, end: last.end })
  const line = `import ${type ? 'type ' : ''}{ ${name} } from '${from}'\n`
  const own = from.startsWith('.')
  const after = own ? imports.at(-1) : imports.findLast((node) => !isOwn(nodeAt(node, 'source')?.['value']))
  if (!after) return line + text
  const end = text.indexOf('\n', after.end) + 1 || text.length
  return spliced(text, line, { start: end, end })
}

const isOwn = (source: unknown) => typeof source === 'string' && source.startsWith('.')

import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'

interface Node {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly callee?: Node
  readonly object?: Node
  readonly tag?: Node
  readonly arguments?: readonly Node[]
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Object(value).type === 'string'

/** Name of what is called at the root of `test.each(…)(…)` and the like. */
function rootOf({ type, name, callee, object, tag }: Node): string | undefined {
  if (type === 'Identifier') return name
  const inner = callee ?? object ?? tag
  return inner && rootOf(inner)
}

function gather(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) gather(each, found)
  if (!isNode(value)) return
  const [title] = value.arguments ?? []
  if (value.type === 'CallExpression' && title?.type === 'Literal' && rootOf(value) === 'test')
    found.add(String(title.value))
  for (const each of Object.values(value)) gather(each, found)
}

/** Titles of the tests of a file, as they are written there. */
export function testTitles(file: string): ReadonlySet<string> {
  const found = new Set<string>()
  gather(parseSync(file, readFileSync(file, 'utf8')).program, found)
  return found
}

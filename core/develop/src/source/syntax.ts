import { parseSync } from 'vite'
import { developErrors } from '../errors.ts'

/** A node of a syntax tree, with its place in the text. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof Object(value).type === 'string'

/** The syntax tree of a file. Refuses with `source_unreadable`. */
export function readSyntax(file: string, text: string): SyntaxNode {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error) throw developErrors('source_unreadable', { file, reason: error.message })
  return program as unknown as SyntaxNode
}

/** The nodes directly below one. */
export function below(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

/** First node that a test takes, the outermost first. */
export function findNode(node: SyntaxNode, test: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  if (test(node)) return node
  for (const child of below(node)) {
    const found = findNode(child, test)
    if (found) return found
  }
  return undefined
}

/** A node under a name of another. */
export function nodeAt(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = node[field]
  return isNode(value) ? value : undefined
}

/** Nodes in a list under a name of another. */
export function nodesAt(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The text with another one put in at a place, in the stead of what stands up to `end`. */
export const spliced = (text: string, put: string, at: { readonly start: number; readonly end: number }): string =>
  text.slice(0, at.start) + put + text.slice(at.end)

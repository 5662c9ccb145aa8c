import { developErrors } from '../errors.ts'
import { findNode, nodeAt, nodesAt, readSyntax, spliced, type SyntaxNode } from './syntax.ts'

/** What is to stand in the object that a call is given. */
export interface AddedField {
  /** Function whose call is looked for: `definePlugin`. */
  readonly call: string
  /** Which of its arguments is the object. */
  readonly argument: number
  /** Field of the object, as `metrics`. */
  readonly field: string
  /** Entry of that field, as `won_deals: count(wonDeals)`; the value of the field itself where `whole`. */
  readonly entry: string
  readonly whole?: boolean
}

const keyOf = (property: SyntaxNode): unknown => {
  const key = nodeAt(property, 'key')
  return key?.['name'] ?? key?.['value']
}

/** Puts something behind the last element of an object written in place. */
function appended(text: string, object: SyntaxNode, entry: string): string {
  const last = nodesAt(object, 'properties').at(-1)
  const start = last ? last.end : object.start + 1
  return spliced(text, last ? `, ${entry}` : ` ${entry} `, { start, end: start })
}

function objectOf(file: string, text: string, { call, argument, field, entry, whole }: AddedField): SyntaxNode {
  const found = findNode(
    readSyntax(file, text),
    (node) => node.type === 'CallExpression' && nodeAt(node, 'callee')?.['name'] === call,
  )
  const object = found && nodesAt(found, 'arguments')[argument]
  if (object?.type === 'ObjectExpression') return object
  throw developErrors('call_unreadable', { file, call, line: whole ? entry : `${field}: { ${entry} }` })
}

/**
 * The text of a file with one more entry in a field of the object that a call is given. What stands there stays: an object written in
 * place is added to, any other expression is spread into one. Refuses with `call_unreadable` where the object is not written in the call.
 */
export function addField(file: string, text: string, added: AddedField): string {
  const object = objectOf(file, text, added)
  const { field, entry, whole } = added
  const property = nodesAt(object, 'properties').find((one) => keyOf(one) === field)
  if (whole) return property ? text : appended(text, object, entry)
  if (!property) return appended(text, object, `${field}: { ${entry} }`)
  const value = nodeAt(property, 'value')
  if (value?.type === 'ObjectExpression') return appended(text, value, entry)
  const given = value ? text.slice(value.start, value.end) : field
  return spliced(text, `${field}: { ...${given}, ${entry} }`, property)
}

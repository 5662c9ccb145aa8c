import { expressionBuilder, sql, type OperationNode } from 'kysely'
import type { Bounds, Funnel } from '@tessera/plugin-api/server'

type Fixed = ReadonlyMap<string, readonly unknown[]>

const bounds: Bounds = { tenant: sql`null`, from: sql`null`, to: sql`null` }

interface Parts {
  readonly left?: OperationNode
  readonly right?: OperationNode
  readonly node?: OperationNode
  readonly leftOperand?: OperationNode
  readonly operator?: { readonly operator?: string }
  readonly rightOperand?: { readonly value?: unknown; readonly values?: readonly unknown[] }
  readonly column?: { readonly column?: { readonly name?: string } }
}

/** Values a row must have by column, as far as a condition says so plainly: `=` and `in`, joined by `and`. */
function fixedBy(node: OperationNode): Fixed {
  const parts = node as OperationNode & Parts
  if (node.kind === 'ParensNode' && parts.node) return fixedBy(parts.node)
  if (node.kind === 'AndNode' && parts.left && parts.right) {
    return new Map([...fixedBy(parts.left), ...fixedBy(parts.right)])
  }
  const column = (parts.leftOperand as (OperationNode & Parts) | undefined)?.column?.column?.name
  const operator = parts.operator?.operator
  if (node.kind !== 'BinaryOperationNode' || column === undefined || parts.rightOperand === undefined) return new Map()
  const { value, values } = parts.rightOperand
  if (operator === '=' && value !== undefined) return new Map([[column, [value]]])
  return operator === 'in' && values ? new Map([[column, values]]) : new Map()
}

// why: a column may not tell capitals or trailing blanks apart
const told = (value: unknown) => (typeof value === 'string' ? value.trimEnd().toLowerCase() : null)

function areApart(a: Fixed, b: Fixed): boolean {
  return [...a].some(([column, values]) => {
    const others = b.get(column)?.map(told)
    return others !== undefined && values.every((value) => told(value) !== null && !others.includes(told(value)))
  })
}

const known = new WeakMap<Funnel, boolean>()

/** Whether no row can be two steps of a funnel, as far as its conditions tell. */
export function areDisjointSteps(funnel: Funnel): boolean {
  const found = known.get(funnel)
  if (found !== undefined) return found
  const fixed = funnel.steps.map(({ where }) => fixedBy(where(expressionBuilder(), bounds).toOperationNode()))
  const disjoint = fixed.every((step, index) => fixed.slice(index + 1).every((other) => areApart(step, other)))
  known.set(funnel, disjoint)
  return disjoint
}

import { isSign, isWord, nestedTokens, tokenAt, type Item } from './tokens.ts'

/** A table a statement reads. */
export interface TableReference {
  /** Null where the name stands bare. */
  readonly schema: string | null
  readonly table: string
  /** The parameter in a condition `tenant_id = $n` on this table in the same select, null without one. */
  readonly tenant: string | null
}

interface Predicate {
  readonly of: string | null
  readonly parameter: string
}

/** One select: the tables in its FROM, and the conditions on `tenant_id` that every row must meet. */
interface Select {
  readonly tables: { readonly schema: string | null; readonly table: string; readonly as: string }[]
  readonly predicates: Predicate[]
}

type Clause = 'from' | 'where' | 'other'

const whereWords = ['where', 'on']
const otherWords = ['select', 'group', 'order', 'having', 'window', 'limit', 'offset', 'fetch', 'for', 'returning']
const noAlias = [...whereWords, ...otherWords, 'join', 'left', 'right', 'full', 'inner', 'cross', 'natural', 'using']

const isGroup = (item: Item | undefined): item is readonly Item[] => item !== undefined && !('kind' in item)
const isQuery = (item: Item | undefined): item is readonly Item[] => isGroup(item) && isWord(item, 0, 'select', 'with')

/** Every table a statement reads, once for each time it reads it; common table expressions are no tables. */
export function tableReferences(statement: string): readonly TableReference[] {
  const items = nestedTokens(statement)
  const own = new Set(namesOfExpressions(items))
  const selects: Select[] = []
  readQuery(items, selects)
  return selects.flatMap(({ tables, predicates }) => {
    const left = [...predicates]
    return tables
      .filter(({ schema, table }) => schema !== null || !own.has(table))
      .map(({ schema, table, as }) => {
        // why: a bare `tenant_id` can only be one table's, or PostgreSQL would call it ambiguous
        const qualified = left.findIndex((predicate) => predicate.of === as)
        const at = qualified >= 0 ? qualified : left.findIndex((predicate) => predicate.of === null)
        const [predicate] = at < 0 ? [] : left.splice(at, 1)
        return { schema, table, tenant: predicate?.parameter ?? null }
      })
  })
}

/** Names before `as (select …)`. */
function namesOfExpressions(items: readonly Item[]): string[] {
  return items.flatMap((item, index) => {
    if (!isGroup(item)) return []
    const as = index - (isWord(items, index - 1, 'materialized') ? (isWord(items, index - 2, 'not') ? 3 : 2) : 1)
    const name = isWord(items, as, 'as') ? tokenAt(items, isGroup(items[as - 1]) ? as - 2 : as - 1) : undefined
    return [...(isQuery(item) && name ? [name.text] : []), ...namesOfExpressions(item)]
  })
}

/** Reads a query and all inside it; the parts of a union are selects of their own. */
function readQuery(items: readonly Item[], selects: Select[]): void {
  const cuts = items.flatMap((_, index) => (isWord(items, index, 'union', 'intersect', 'except') ? [index] : []))
  const starts = [-1, ...cuts]
  starts.forEach((start, index) => {
    const select: Select = { tables: [], predicates: [] }
    selects.push(select)
    readPart(items.slice(start + 1, starts[index + 1]), { isSelect: true, select, selects, clause: 'other' })
  })
}

interface Place {
  /** Whether clauses may begin here: in a select, not in a call or an expression. */
  readonly isSelect: boolean
  readonly select: Select
  readonly selects: Select[]
  readonly clause: Clause
}

/** Reads one select, or what stands between parentheses inside it. */
function readPart(items: readonly Item[], place: Place): void {
  const { select, selects, isSelect } = place
  let clause = place.clause
  let wantsTable = clause === 'from'
  let found: Predicate[] = []
  let either = false
  // A condition that is one side of an OR holds for some rows only.
  const settle = () => {
    if (!either) select.predicates.push(...found)
    found = []
    either = false
  }
  for (let index = 0; index < items.length; index++) {
    const item = items[index]
    if (isGroup(item)) {
      if (isQuery(item)) readQuery(item, selects)
      else readPart(item, { ...place, isSelect: false, clause: clauseInside(items, index, { clause, wantsTable }) })
      wantsTable = false
    } else if (startsCondition(items, index) && (isSelect || place.clause === 'from')) {
      settle()
      clause = 'where'
    } else if (isWord(items, index, ...otherWords)) {
      settle()
      clause = 'other'
    } else if (startsTable(items, index, { isSelect, clause })) {
      settle()
      clause = 'from'
      wantsTable = true
    } else if (clause === 'where') {
      either ||= isWord(items, index, 'or')
      const predicate = predicateAt(items, index)
      if (predicate) found.push(predicate)
    } else if (wantsTable && !isWord(items, index, 'lateral', 'only')) {
      index = readTable(items, index, select)
      wantsTable = false
    }
  }
  settle()
}

/** A condition between parentheses counts as if it stood outside them, but not inside a call, a FILTER or a NOT. */
function clauseInside(
  items: readonly Item[],
  index: number,
  outside: { readonly clause: Clause; readonly wantsTable: boolean },
): Clause {
  if (outside.wantsTable) return 'from'
  return outside.clause === 'where' && (index === 0 || isWord(items, index - 1, 'and', ...whereWords))
    ? 'where'
    : 'other'
}

function startsCondition(items: readonly Item[], index: number): boolean {
  return isWord(items, index, ...whereWords) && !isWord(items, index - 1, 'distinct')
}

function startsTable(items: readonly Item[], index: number, at: Pick<Place, 'isSelect' | 'clause'>): boolean {
  if (isWord(items, index, 'join')) return true
  // Between the conditions of a select no comma can stand but the one of `from a join b on …, c`.
  if (isSign(items, index, ',')) return at.clause === 'from' || (at.clause === 'where' && at.isSelect)
  return isWord(items, index, 'from') && at.isSelect && !isWord(items, index - 1, 'distinct')
}

/** Notes the table named at a place and answers where its name, alias included, ends. */
function readTable(items: readonly Item[], index: number, select: Select): number {
  const isName = (at: number) => ['word', 'name'].includes(tokenAt(items, at)?.kind ?? '')
  if (!isName(index)) return index
  const dotted = isSign(items, index + 1, '.') && isName(index + 2)
  const end = dotted ? index + 2 : index
  if (isGroup(items[end + 1])) return end
  const table = tokenAt(items, end)?.text ?? ''
  const schema = dotted ? (tokenAt(items, index)?.text ?? null) : null
  const alias = isWord(items, end + 1, 'as') ? end + 2 : end + 1
  const aliased = isName(alias) && !isWord(items, alias, ...noAlias)
  select.tables.push({ schema, table, as: aliased ? (tokenAt(items, alias)?.text ?? table) : table })
  return aliased ? alias : end
}

/** `[table.]tenant_id = $n`, or the other way round, around a place where `tenant_id` stands. */
function predicateAt(items: readonly Item[], index: number): Predicate | null {
  if (tokenAt(items, index)?.text !== 'tenant_id') return null
  const dotted = isSign(items, index - 1, '.')
  const of = dotted ? (tokenAt(items, index - 2)?.text ?? null) : null
  const before = index - (dotted ? 3 : 1)
  const value = isSign(items, index + 1, '=')
    ? tokenAt(items, index + 2)
    : isSign(items, before, '=')
      ? tokenAt(items, isSign(items, before - 2, '::') ? before - 3 : before - 1)
      : undefined
  return value?.kind === 'parameter' ? { of, parameter: value.text } : null
}

/** A word of SQL. Words are in lower case; quoted names keep theirs. Strings and comments are left out. */
export interface Token {
  readonly kind: 'word' | 'name' | 'parameter' | 'sign'
  readonly text: string
}

/** What stands between two parentheses, or the whole statement. */
export type Item = Token | readonly Item[]

const pattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(?<string>e'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|\$(?<tag>[a-z_]*)\$[\s\S]*?\$\k<tag>\$)|(?<name>"(?:""|[^"])*")|(?<parameter>\$\d+)|(?<word>[a-z_][\w$]*)|(?<sign>::|<=|>=|<>|!=|\S)/gi

function tokensOf(statement: string): Token[] {
  return [...statement.matchAll(pattern)].flatMap(({ groups = {} }): Token[] => {
    const { string, name, parameter, word, sign } = groups
    if (name !== undefined) return [{ kind: 'name', text: name.slice(1, -1).replaceAll('""', '"') }]
    if (parameter !== undefined) return [{ kind: 'parameter', text: parameter }]
    if (word !== undefined) return [{ kind: 'word', text: word.toLowerCase() }]
    if (string !== undefined) return [{ kind: 'sign', text: "''" }]
    return sign === undefined ? [] : [{ kind: 'sign', text: sign }]
  })
}

/** A statement as nested lists: one list for each pair of parentheses. */
export function nestedTokens(statement: string): readonly Item[] {
  const root: Item[] = []
  const open: Item[][] = [root]
  for (const token of tokensOf(statement)) {
    const inner = open.at(-1) ?? root
    if (token.kind !== 'sign' || (token.text !== '(' && token.text !== ')')) inner.push(token)
    else if (token.text === '(') {
      const group: Item[] = []
      inner.push(group)
      open.push(group)
    } else if (open.length > 1) open.pop()
  }
  return root
}

/** The token at a place, unless a pair of parentheses is there. */
export function tokenAt(items: readonly Item[], index: number): Token | undefined {
  const item = items[index]
  return item !== undefined && 'kind' in item ? item : undefined
}

/** Whether this word, not a quoted name, stands at a place. */
export function isWord(items: readonly Item[], index: number, ...words: readonly string[]): boolean {
  const token = tokenAt(items, index)
  return token?.kind === 'word' && words.includes(token.text)
}

/** Whether this sign stands at a place. */
export function isSign(items: readonly Item[], index: number, sign: string): boolean {
  const token = tokenAt(items, index)
  return token?.kind === 'sign' && token.text === sign
}

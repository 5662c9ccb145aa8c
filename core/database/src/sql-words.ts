/** A word, a quoted name or another sign of a statement. Words are in lower case; quoted names keep theirs. */
export interface SqlWord {
  readonly kind: 'word' | 'name' | 'sign'
  readonly text: string
}

// why: PostgreSQL knows these blanks alone, and takes every character beyond ASCII for a letter
const blanks = String.raw`[ \t\n\r\f\v]+`
const letter = String.raw`[A-Za-z_\u0080-\uffff]`
const rest = String.raw`[A-Za-z_0-9\u0080-\uffff]`
const pattern = new RegExp(
  [
    `(?<blank>${blanks}|--[^\\n\\r]*)`,
    String.raw`(?<comment>/\*)`,
    String.raw`(?<escaped>[eE]'(?:\\[^]|''|[^'\\])*')`,
    String.raw`(?<string>(?:[uU]&|[bBxXnN])?'(?:''|[^'])*')`,
    String.raw`(?<dollar>\$(?<tag>(?:${letter}${rest}*)?)\$[^]*?\$\k<tag>\$)`,
    String.raw`(?<unicode>[uU]&")`,
    String.raw`(?<name>"(?:""|[^"])*")`,
    String.raw`(?<number>\$?[0-9]+)`,
    `(?<word>${letter}(?:${rest}|\\$)*)`,
    `(?<sign>[^'"$])`,
  ].join('|'),
  'y',
)

const comments = /\/\*|\*\//g

/** Where a comment ends, which may hold others; null where it does not end. */
function endOfComment(statement: string, from: number): number | null {
  comments.lastIndex = from
  let depth = 0
  for (let found = comments.exec(statement); found; found = comments.exec(statement)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return comments.lastIndex
  }
  return null
}

/**
 * The words of a statement as PostgreSQL reads them, without blanks, comments, strings and numbers. Null where it cannot be told:
 * what has no end, names in Unicode escapes, and strings whose end hangs on a setting or on the string before.
 */
export function sqlWords(statement: string): readonly SqlWord[] | null {
  const words: SqlWord[] = []
  let at = 0
  while (at < statement.length) {
    pattern.lastIndex = at
    const groups = pattern.exec(statement)?.groups
    if (!groups || groups['unicode'] !== undefined) return null
    const { comment, string, name, word, sign } = groups
    if (string?.includes(String.raw`\'`)) return null
    const end = comment === undefined ? pattern.lastIndex : endOfComment(statement, at)
    if (end === null) return null
    at = end
    if (name !== undefined) words.push({ kind: 'name', text: name.slice(1, -1).replaceAll('""', '"') })
    else if (word !== undefined) words.push({ kind: 'word', text: word.toLowerCase() })
    else if (sign !== undefined) words.push({ kind: 'sign', text: sign })
  }
  return words
}

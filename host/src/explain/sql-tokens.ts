/** A piece of SQL and what it is. */
export interface SqlToken {
  readonly kind: 'plain' | 'keyword' | 'parameter' | 'text' | 'comment'
  readonly text: string
}

const keywords =
  'all and array as asc between by case coalesce count cross current_setting date_trunc desc distinct else end exists extract false filter first from full group grouping having in inner interval is join lag last lateral lead left limit materialized max min not null nulls nullif offset on or order outer over partition preceding range recursive rows row_number select sets set sum then true unbounded union using values when where window with within'

const pattern = new RegExp(
  String.raw`(?<comment>--[^\n]*|/\*[^]*?\*/)|(?<text>'(?:[^']|'')*')|(?<plain>"(?:[^"]|"")*")|(?<parameter>\$\d+)|(?<keyword>\b(?:${keywords.replaceAll(' ', '|')})\b)`,
  'gi',
)

/** Cuts SQL into pieces for light highlighting. Joined again they are the same text. */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  let at = 0
  for (const match of sql.matchAll(pattern)) {
    if (match.index > at) tokens.push({ kind: 'plain', text: sql.slice(at, match.index) })
    tokens.push({ kind: kindOf(match.groups ?? {}), text: match[0] })
    at = match.index + match[0].length
  }
  if (at < sql.length) tokens.push({ kind: 'plain', text: sql.slice(at) })
  return tokens
}

function kindOf(groups: Record<string, string | undefined>): SqlToken['kind'] {
  const kinds = ['comment', 'text', 'parameter', 'keyword'] as const
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'plain'
}

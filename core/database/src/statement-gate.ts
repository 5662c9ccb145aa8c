import { LRUCache } from 'lru-cache'
import { databaseErrors } from './errors.ts'
import { sqlWords, type SqlWord } from './sql-words.ts'

const allowed = new Set(['select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table'])

/**
 * Functions that change the session or run text as a statement, and those that reach what stands in no table: large objects, locks that
 * everybody shares, news to all servers, other connections and databases. News of a plugin go by its topics, which know their tenant.
 */
const refusedCall =
  /^(set_config|(query|cursor)_to_xml(schema|_and_xmlschema)?|ts_stat|ts_rewrite|lo_\w+|lowrite|pg_(try_)?advisory_\w+|pg_notify|pg_(terminate|cancel)_backend|pg_logical_emit_message|dblink\w*)$/
/** Writing to this view sets settings. */
const refusedName = 'pg_settings'

function reasonAgainst(words: readonly SqlWord[]): string | null {
  const isSign = (at: number, sign: string) => words[at]?.kind === 'sign' && words[at].text === sign
  const first = words.find(({ text }) => text !== '(')
  if (first?.kind !== 'word' || !allowed.has(first.text)) return `'${first?.text ?? ''}' is none of these`
  for (const [at, { kind, text }] of words.entries()) {
    if (kind === 'sign') {
      if (text === ';' && at < words.length - 1) return 'several statements are not sent at once'
      continue
    }
    if (text === refusedName || (refusedCall.test(text) && isSign(at + 1, '(')))
      return `'${text}' is not to be had here`
    const before = words[at - 1]?.text ?? ''
    if (kind === 'word' && text === 'into' && before !== 'insert' && before !== 'merge') {
      return 'SELECT INTO makes a table; tables are made by migrations'
    }
  }
  return null
}

/** Texts that have passed: plugins and the engine send the same again and again. */
const passed = new LRUCache<string, true>({
  max: 500,
  maxSize: 4_000_000,
  sizeCalculation: (_, text) => text.length + 1,
})

/**
 * Lets through what code of plugins may send: one SELECT, INSERT, UPDATE, DELETE or MERGE that changes neither role nor session nor
 * tenant. Refuses all else with `statement_refused`. What it may read and write is for the database to say.
 */
export function assertMaySend(statement: string): void {
  if (passed.get(statement)) return
  const words = statement.includes('\0') ? null : sqlWords(statement)
  const reason = words === null ? 'it cannot be told where its strings and names end' : reasonAgainst(words)
  if (reason !== null) throw databaseErrors('statement_refused', { reason })
  passed.set(statement, true)
}

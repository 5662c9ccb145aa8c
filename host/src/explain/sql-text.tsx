import { sqlTokens } from './sql-tokens.ts'

/** SQL with its keywords, texts and parameters set apart. */
export function SqlText({ sql }: { readonly sql: string }) {
  return sqlTokens(sql).map(({ kind, text }, index) =>
    kind === 'plain' ? (
      text
    ) : (
      <span key={index} className={`sql-${kind}`}>
        {text}
      </span>
    ),
  )
}

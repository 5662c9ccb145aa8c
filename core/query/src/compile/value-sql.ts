import { sql, type RawBuilder } from 'kysely'
import { changes, type AnswerColumn } from '../resolve/answer-columns.ts'

/** SQL over the finished answer of a number that `valueNames` lists. */
export function valueSql(name: string, columns: readonly AnswerColumn[]): RawBuilder<unknown> {
  const place = (is: (column: AnswerColumn) => boolean) => sql.ref(`c${columns.findIndex(is) + 1}`)
  const change = changes.find((end) => name.endsWith(`:${end}`))
  const compared = change && columns.find((column) => column.name === name.slice(0, -change.length - 1))
  if (!compared || columns.some((column) => column.name === name)) return place((column) => column.name === name)
  const before = place((column) => column === compared)
  const now = place(({ role, metric }) => role === 'metric' && metric === compared.metric)
  const difference = sql`(${now} - ${before})`
  return change === 'change' ? difference : sql`(${difference}::double precision / nullif(abs(${before}), 0))`
}

import type { RecordColumn } from './data-table.tsx'

/** Columns beside the first that a phone has room for: numbers are narrow, and sentences below the first column want width. */
const room = { plain: 3, withSentences: 2 } as const
const fewest = 3

/** Ids of the columns that stand beneath the first one on a phone, so that nothing is out of sight there. */
export function phoneColumns<Row>(
  columns: readonly RecordColumn<Row>[],
  sentences: ReadonlySet<string>,
): ReadonlySet<string> {
  const further = columns.slice(1)
  const said = new Set(further.filter(({ beneath }) => beneath === true).map(({ id }) => id))
  const left = further.filter(({ id }) => !said.has(id))
  const fits = left.length < fewest && !left.some(({ id }) => sentences.has(id))
  if (fits) return said
  const most = further.some(({ id }) => sentences.has(id)) ? room.withSentences : room.plain
  const kept = new Set(left.filter(({ beneath }) => beneath === false).map(({ id }) => id))
  const isChosen = kept.size > 0
  for (const { id, numeric = false } of left) if (!isChosen && numeric && kept.size < most) kept.add(id)
  return new Set(further.filter(({ id }) => !kept.has(id)).map(({ id }) => id))
}

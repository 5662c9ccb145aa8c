import { unstorableText, type SetTarget } from '@tessera/plugin-api/wire'
import { mostDays, targetRowSchema, type TargetRow } from './target-row.ts'

/** What is known of a metric that a target is to be of; null where there is none of that id. */
export type KnownMetric = (id: string) => { readonly dimensions: readonly string[] } | null

/** A row that is wrong, by its place from 0. */
export interface WrongTarget {
  readonly row: number
  readonly message: string
}

const partOf = ({ metric, dimension, value }: Pick<TargetRow, 'metric' | 'dimension' | 'value'>) =>
  JSON.stringify([metric, dimension ?? null, value ?? null])

const daysOf = ({ from, to }: TargetRow) => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** What no call takes: rows of a file come by the command line too. */
function malformedIn(row: TargetRow): string | null {
  const [issue] = targetRowSchema.safeParse(row).error?.issues ?? []
  if (issue) return `${issue.path.join('.')}: ${issue.message}`
  const unstorable = unstorableText({ ...row })
  return unstorable ? `${unstorable.path}: ${unstorable.reason}` : null
}

/** What is wrong with a row by itself. One that removes has but to name what stands: metrics and dimensions go, and leave their targets. */
function wrongIn(row: TargetRow, known: KnownMetric): string | null {
  if (row.target === null) return null
  const metric = known(row.metric)
  if (!metric) return `there is no metric '${row.metric}'; the catalogue lists them`
  const malformed = malformedIn(row)
  if (malformed !== null) return malformed
  if (row.to <= row.from) return `it ends on ${row.to}, not after its first day ${row.from}`
  if (daysOf(row) > mostDays) return `it has ${daysOf(row)} days, ${mostDays} are the most; set one after the other`
  const { dimension = null, value = null } = row
  if ((dimension === null) !== (value === null)) return 'a dimension and a value of it go together; give both or none'
  if (dimension !== null && !metric.dimensions.includes(dimension)) {
    return `'${row.metric}' has no dimension '${dimension}'; it has ${metric.dimensions.join(', ') || 'none'}`
  }
  return null
}

/** A target as it will stand, and the row that sets it; undefined for one that stood before. */
interface Standing {
  readonly from: string
  readonly to: string
  readonly row: number | undefined
}

function overlapsIn(standing: readonly Standing[]): WrongTarget[] {
  const inOrder = standing.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return inOrder.flatMap((one, index) => {
    const next = inOrder[index + 1]
    if (!next || next.from >= one.to) return []
    const [row, other] = next.row === undefined ? [one.row, next] : [next.row, one]
    const message = `its days are also those of the target from ${other.from} to ${other.to}; end one where the other begins`
    return row === undefined ? [] : [{ row, message }]
  })
}

/** Finds what is wrong with rows, each by itself and beside the others and those that stand; in their order. */
export function wrongTargets(
  rows: readonly TargetRow[],
  { known, stored }: { readonly known: KnownMetric; readonly stored: readonly SetTarget[] },
): readonly WrongTarget[] {
  const parts = new Map<string, Map<string, Standing>>()
  const at = (part: string) => parts.get(part) ?? parts.set(part, new Map()).get(part) ?? new Map<string, Standing>()
  for (const one of stored) at(partOf(one)).set(one.from, { from: one.from, to: one.to, row: undefined })
  const wrong: WrongTarget[] = []
  for (const [row, one] of rows.entries()) {
    const message = wrongIn(one, known)
    const standing = at(partOf(one))
    const before = standing.get(one.from)
    if (message !== null) wrong.push({ row, message })
    else if (before?.row !== undefined) wrong.push({ row, message: `row ${before.row + 1} is of the same first day` })
    else if (one.target !== null) standing.set(one.from, { from: one.from, to: one.to, row })
    else if (!standing.delete(one.from)) wrong.push({ row, message: `no target begins on ${one.from}` })
  }
  const overlaps = [...parts.values()].flatMap((standing) => overlapsIn([...standing.values()]))
  return [...wrong, ...overlaps].toSorted((a, b) => a.row - b.row)
}

import { textOfCsv } from '@tessera/plugin-api/wire'
import type { RowFile } from '@tessera/row-files'
import { targetFileErrors } from './errors.ts'

/** Columns that a file of targets may have, and what each takes. */
export const targetFileColumns = {
  metric: 'id of the metric',
  from: 'first day, as 2026-10-01',
  last: 'last day, as 2026-12-31',
  to: 'instead of `last`, the day after it',
  dimension: 'with `value`: the target is of that one value of it',
  value: 'value of the dimension',
  gte: 'at least so much; shares as 0.35 or 35%',
  gt: 'more than so much',
  lte: 'at most so much',
  lt: 'less than so much',
} as const
const bounds = ['gte', 'gt', 'lte', 'lt'] as const
/** What lists of targets hold too. */
const listedBeside = ['target', 'setBy', 'setAt']
const longestValue = 500

type Bound = { gte: number } | { gt: number } | { lte: number } | { lt: number }

/** A target as a row of a file says it. */
export interface FileTarget {
  readonly metric: string
  readonly from: string
  readonly to: string
  readonly dimension: string | null
  readonly value: string | null
  readonly target: Bound
}

/** What is wrong with a line of a file. */
export interface WrongLine {
  readonly line: number
  readonly reason: string
}

/** A file of targets as it was read: all of its targets with their lines, or what is wrong. */
export interface TargetFile {
  readonly targets: readonly FileTarget[]
  /** Line of each target; its number where rows do not stand in lines. */
  readonly lines: readonly number[]
  readonly wrong: readonly WrongLine[]
}

type Row = Readonly<Record<string, unknown>>

class Wrong extends Error {}

/** The day after a day. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function textIn(row: Row, column: string): string | null {
  const cell = row[column] ?? null
  if (typeof cell === 'object' && cell !== null) throw new Wrong(`${column}: write a text`)
  const text = cell === null ? '' : String(cell).trim()
  return text === '' ? null : text
}

function needed(row: Row, column: string): string {
  const text = textIn(row, column)
  if (text === null)
    throw new Wrong(`${column}: is empty; it takes the ${column === 'metric' ? 'id of a metric' : 'day'}`)
  return text
}

function dayIn(row: Row, column: string): string {
  const text = needed(row, column)
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // why: there is no 31st of November, which Date takes for the 1st of December
  if (Number.isNaN(at) || text > '9999-12-30' || new Date(at).toISOString().slice(0, 10) !== text)
    throw new Wrong(`${column}: '${text}' is no day; write it as 2026-10-01`)
  return text
}

function numberIn(row: Row, column: string): number | null {
  const text = textIn(row, column)
  if (text === null) return null
  const share = /^(.*?)\s*%$/.exec(text)?.[1]
  const written = share ?? text
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written))
    throw new Wrong(`${column}: '${text}' is no number; write it as 1200.5, a share as 0.35 or 35%`)
  // why: 0.35 of 35 %, not what is left of dividing
  const number = share === undefined ? Number(written) : Number((Number(written) / 100).toPrecision(15))
  if (!Number.isFinite(number)) throw new Wrong(`${column}: '${text}' is too large`)
  return number
}

/** The bound of a row, in a column of its own or as lists of targets have it. */
function boundIn(row: Row): Bound {
  const { target } = row
  const listed = typeof target === 'object' && target !== null ? (target as Row) : {}
  const unknown = Object.keys(listed).find((name) => !bounds.some((bound) => bound === name))
  if (unknown !== undefined) throw new Wrong(`target: '${unknown}' is no bound; write one of ${bounds.join(', ')}`)
  const given = [row, listed].flatMap((of) =>
    bounds.flatMap((bound) => {
      const limit = numberIn(of, bound)
      return limit === null ? [] : [{ [bound]: limit } as Bound]
    }),
  )
  const [only] = given
  if (only === undefined || given.length > 1)
    throw new Wrong(`has ${given.length === 0 ? 'no bound' : 'more than one bound'}; write one of ${bounds.join(', ')}`)
  return only
}

function targetOf(row: Row): FileTarget {
  const [last, value] = [textIn(row, 'last'), textIn(row, 'value')]
  if (value !== null && value.length > longestValue) throw new Wrong(`value: is longer than ${longestValue} characters`)
  if (last !== null && textIn(row, 'to') !== null) throw new Wrong('has both `last` and `to`; write one of them')
  return {
    metric: needed(row, 'metric'),
    from: dayIn(row, 'from'),
    to: last === null && 'to' in row ? dayIn(row, 'to') : dayAfter(dayIn(row, 'last')),
    dimension: textIn(row, 'dimension'),
    value,
    target: boundIn(row),
  }
}

function assertHead({ columns }: RowFile): void {
  const known = Object.keys(targetFileColumns)
  const unknown = columns.filter((name) => ![...known, ...listedBeside].includes(name))
  const missing = ['metric', 'from'].filter((name) => !columns.includes(name))
  const ends = columns.includes('last') || columns.includes('to') ? [] : ['last']
  if (unknown.length > 0 || missing.length + ends.length > 0)
    throw targetFileErrors('target_file_wrong', { unknown, missing: [...missing, ...ends], known })
}

/** Reads a file of targets whole, in the browser or on the server. Refuses with `target_file_wrong` a head that is none, `target_file_long`. */
export async function targetsOfFile(file: RowFile, most: number): Promise<TargetFile> {
  assertHead(file)
  const targets: FileTarget[] = []
  const lines: number[] = []
  const wrong: WrongLine[] = []
  for await (const part of file.parts(1_000)) {
    for (const [at, cells] of part.cells.entries()) {
      const line = part.lines[at] ?? 0
      if (targets.length + wrong.length >= most) throw targetFileErrors('target_file_long', { most })
      try {
        if (cells.length !== file.columns.length)
          throw new Wrong(`has ${cells.length} cells, the first line has ${file.columns.length}`)
        const read = (cell: unknown) => (!file.typed && typeof cell === 'string' ? textOfCsv(cell) : cell)
        targets.push(targetOf(Object.fromEntries(file.columns.map((name, column) => [name, read(cells[column])]))))
        lines.push(line)
      } catch (error) {
        if (!(error instanceof Wrong)) throw error
        wrong.push({ line, reason: error.message })
      }
    }
  }
  return { targets, lines, wrong }
}

/** What was refused of the rows of a call, by lines of the file they came from. */
export function wrongLines(
  issues: readonly { readonly path: string; readonly message: string }[],
  lines: readonly number[],
): readonly WrongLine[] {
  return issues.map(({ path, message }) => {
    const [, row = '0', column] = path.split('.')
    const reason = column === undefined ? message : `${column}: ${message}`
    // why: rows are counted from 1 in words, and stand in other lines of the file
    return {
      line: lines[Number(row)] ?? 0,
      reason: reason.replaceAll(/\brow (\d+)\b/g, (said, nth) => lineOf(nth) ?? said),
    }
  })

  function lineOf(nth: string): string | undefined {
    const line = lines[Number(nth) - 1]
    return line === undefined ? undefined : `line ${line}`
  }
}

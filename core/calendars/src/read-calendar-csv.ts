import { calendarErrors } from './errors.ts'
import { periodSchema, type CalendarPeriod } from './calendar.ts'

const heading = ['unit', 'start', 'end', 'label']

/** Cells of one line; a cell in quotes may hold commas, and quotes written twice (RFC 4180). Null where a quote does not end. */
function cellsOf(line: string): string[] | null {
  const cells = [...line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,"]*)(?=,|$))/g)]
  if (cells.reduce((length, [cell]) => length + cell.length, 0) !== line.length) return null
  return cells.map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"')))
}

/** Periods from CSV with the columns unit, start, end (excluded), label. Refuses with `calendar_wrong`, naming the line. */
export function readCalendarCsv(text: string): CalendarPeriod[] {
  const [first = '', ...lines] = text.split('\n')
  if (cellsOf(first)?.join() !== heading.join()) {
    throw calendarErrors('calendar_wrong', { reason: `its first line must read ${heading.join(',')}` })
  }
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const cells = cellsOf(line)
    if (!cells) throw calendarErrors('calendar_wrong', { reason: `line ${index + 2}: a cell in quotes does not end` })
    const row = Object.fromEntries(cells.map((cell, at) => [heading[at] ?? `column ${at + 1}`, cell]))
    const read = periodSchema.safeParse(row)
    if (read.success) return [read.data]
    const issue = read.error.issues[0]
    throw calendarErrors('calendar_wrong', {
      reason: `line ${index + 2}: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'it cannot be read'}`,
    })
  })
}

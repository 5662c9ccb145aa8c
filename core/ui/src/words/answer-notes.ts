import type { Frame } from '@tessera/plugin-api/wire'
import { formatValue } from '../format/format-value.ts'

/** How many rows were left out of each metric because they could not be read; null when there are none. */
export function unreadableNote({ columns, meta }: Frame, locale?: string): string | null {
  const all = (meta.unreadable ?? []).filter(({ comparison }) => comparison === undefined)
  const rows = (count: number) =>
    `${formatValue(count, { unit: 'count', style: 'exact', locale })} ${count === 1 ? 'row' : 'rows'}`
  const title = (name: string) => columns.find((column) => column.name === name)?.title ?? name
  const [only, ...more] = all
  if (!only) return null
  if (more.length === 0) return `${rows(only.rows)} could not be read and ${only.rows === 1 ? 'is' : 'are'} left out.`
  return `Rows that could not be read are left out: ${all.map((one) => `${title(one.metric)} ${rows(one.rows)}`).join(', ')}.`
}

/** What a reader must know beside the values of an answer. */
export function answerNotes(frame: Frame, locale?: string): string[] {
  const unreadable = unreadableNote(frame, locale)
  return [
    ...(frame.meta.truncated ? ['Not all rows are shown. Narrow the filters to see the rest.'] : []),
    ...(unreadable === null ? [] : [unreadable]),
  ]
}

import type { ImportColumn } from '@tessera/plugin-api/wire'

/** By name of the table's columns: which column of the file goes into it, from 0; null for none. */
export type Mapping = Readonly<Record<string, number | null>>

/** By name of the file's columns: the table's column that was chosen for it the last time. */
export type Remembered = Readonly<Record<string, string>>

const plain = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Which columns of a file go where: as the last time, else where names or titles are the same but for case and signs. */
export function guessMapping(
  columns: readonly Pick<ImportColumn, 'name' | 'title'>[],
  names: readonly string[],
  remembered: Remembered = {},
): Mapping {
  const taken = new Set<number>()
  const take = (is: (name: string) => boolean): number | null => {
    const at = names.findIndex((name, nth) => !taken.has(nth) && is(name))
    if (at < 0) return null
    taken.add(at)
    return at
  }
  const found = new Map<string, number | null>()
  const passes: ((column: Pick<ImportColumn, 'name' | 'title'>) => (name: string) => boolean)[] = [
    ({ name }) =>
      (given) =>
        remembered[given] === name,
    ({ name }) =>
      (given) =>
        given === name,
    ({ name }) =>
      (given) =>
        plain(given) === plain(name),
    ({ title }) =>
      (given) =>
        plain(given) === plain(title),
  ]
  for (const pass of passes) {
    for (const column of columns)
      if ((found.get(column.name) ?? null) === null) found.set(column.name, take(pass(column)))
  }
  return Object.fromEntries(found)
}

const keyOf = (table: string) => `tessera.import.${table}`

/** What was chosen for a table in this browser the last time. */
export function rememberedMapping(table: string): Remembered {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Remembered) : {}
  } catch {
    return {}
  }
}

/** Remembers in this browser what was chosen for a table. */
export function rememberMapping(table: string, mapping: Mapping, names: readonly string[]): void {
  const chosen = Object.entries(mapping).flatMap(([column, at]) => (at === null ? [] : [[names[at] ?? '', column]]))
  try {
    localStorage.setItem(keyOf(table), JSON.stringify(Object.fromEntries(chosen)))
  } catch {
    // why: where nothing can be remembered, names are guessed the next time
  }
}

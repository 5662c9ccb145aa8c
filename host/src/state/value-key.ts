import type { Cell } from '@tessera/plugin-api/wire'

/** A dimension value as it stands in an address: text as it is, anything else as `!` and its JSON. */
export function formatValueKey(value: Cell): string {
  if (typeof value !== 'string') return `!${JSON.stringify(value)}`
  return value.startsWith('!') ? `!${value}` : value
}

/** Reads a dimension value from an address; undefined when it is none. */
export function parseValueKey(key: string): Cell | undefined {
  if (!key.startsWith('!')) return key
  const rest = key.slice(1)
  if (rest.startsWith('!')) return rest
  if (rest === 'null') return null
  if (rest === 'true' || rest === 'false') return rest === 'true'
  const number = Number(rest)
  return rest === '' || !Number.isFinite(number) ? undefined : number
}

import { formatDate, formatValue } from '@tessera/ui'
import type { DefinitionHistory } from '@tessera/plugin-api/wire'

/** When the definition of a metric changed last, and whether its version says so; null when nothing is known. */
export function definitionWords(history: DefinitionHistory | null | undefined): string | null {
  if (!history) return null
  const { since, changed } = history
  const day = formatDate(since, { year: 'numeric', month: 'short', day: 'numeric' })
  if (changed === null) return `unchanged since first seen on ${day}`
  const { from, to, unannounced } = changed
  if (unannounced) return `changed on ${day}, but its version stayed ${to}: numbers before and after differ in meaning`
  return `changed on ${day}, version ${from} → ${to}`
}

/** A part of a number in words: `numerator.dropped` → "Numerator, dropped out". */
export function partWords(path: string): string {
  const words = path.split('.').map((word) => (word === 'dropped' ? 'dropped out' : word.replaceAll('_', ' ')))
  const text = words.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How far an estimate may be off: "approximate, ± 2.3 %"; null for exact numbers. */
export function errorWords(error: number | null | undefined): string | null {
  if (error === undefined) return null
  return error === null
    ? 'approximate, by an unknown amount'
    : `approximate, ± ${formatValue(error, { unit: 'ratio' })}`
}

/** How many worked examples prove a metric; null when that is not known. */
export function fixtureWords(fixtures: number | undefined): string | null {
  if (fixtures === undefined) return null
  if (fixtures === 0) return 'no worked example yet'
  return fixtures === 1 ? 'one worked example' : `${fixtures} worked examples`
}

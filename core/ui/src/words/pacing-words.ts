import type { Pacing } from '@tessera/plugin-api/wire'
import { formatDate } from '../format/format-date.ts'
import type { NumberFormat } from '../format/format-context.ts'
import { formatValue } from '../format/format-value.ts'
import { boundOf, formatTarget } from '../format/target-verdict.ts'

/** The day before a day, `YYYY-MM-DD`. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** What the target of a running period is, and what is left to do: `≥ 1,200 by Dec 31`, `needs 12 a day`. */
export function pacingWords(
  { to, target, perDay }: Pacing,
  format: NumberFormat = {},
): { readonly whole: string; readonly left: string } {
  const { locale } = format
  const until = formatDate(dayBefore(to), { month: 'short', day: 'numeric' }, { locale })
  const isUpper = target.lt !== undefined || target.lte !== undefined
  const whole = `${formatTarget(target, format)} ${isUpper ? 'until' : 'by'} ${until}`
  if (perDay === null || boundOf(target) === undefined) return { whole, left: 'what is left is unknown' }
  const each = formatValue(perDay, format)
  if (isUpper) return { whole, left: perDay < 0 ? 'exceeded' : `leaves ${each} a day` }
  return { whole, left: perDay <= 0 ? 'reached' : `needs ${each} a day` }
}

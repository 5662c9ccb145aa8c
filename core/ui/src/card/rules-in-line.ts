import { textWidth } from '../format/text-width.ts'

/** Phrases of rules that stand whole on one line, and how many do not. */
export interface RulesInLine {
  readonly shown: readonly string[]
  readonly left: number
}

/** What a line says of rules that do not stand on it. */
export function leftWords({ shown, left }: RulesInLine): string {
  if (shown.length > 0) return `+ ${left} more`
  return left === 1 ? '1 rule' : `${left} rules`
}

/** Places as many rules on a line of a width as stand there whole, beside the word for the rest. */
export function rulesInLine(rules: readonly string[], width: number): RulesInLine {
  const fits = (count: number) => {
    const line: RulesInLine = { shown: rules.slice(0, count), left: rules.length - count }
    return textWidth([...line.shown, ...(line.left > 0 ? [leftWords(line)] : [])].join(' · ')) <= width
  }
  let count = rules.length
  while (count > 0 && !fits(count)) count--
  return { shown: rules.slice(0, count), left: rules.length - count }
}

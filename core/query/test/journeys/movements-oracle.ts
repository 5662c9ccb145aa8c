import { timesOf } from './funnel-oracle.ts'
import { day, type Question } from './question.ts'
import type { World } from './world.ts'

const floor = (at: number) => Math.floor(at / day) * day

/** An account with its value at both ends of a bucket, its part in a movement, and when what makes it up last changed. */
export interface Moved {
  readonly account: string
  readonly opening: number
  readonly closing: number
  readonly amount: number
  readonly changed: number
}

/** Every account of `<fact>_<part>` or `<fact>_<part>_entities`; null for a bucket that has not begun. */
export function moved(world: World, metric: string, question: Question): Moved[] | null {
  const [name, part = ''] = metric.split('_')
  const byDay = name === 'terms'
  const { from, to, now } = timesOf(question, byDay)
  if (from >= now) return null
  // why: a fact dated by day counts the running day whole
  const end = Math.min(to, byDay ? Math.ceil(now / day) * day : now)
  const lines = world.lines
    .filter((line) => line.tenant === 0 && line.account !== null && question.keeps(line))
    .filter((line) => !('x.provider' in question.group) || line.provider === question.group['x.provider'])
    .map((line) =>
      byDay ? { ...line, start: floor(line.start), end: line.end === null ? null : floor(line.end) } : line,
    )
  return [...new Set(lines.map((line) => line.account))].map((account) => {
    const own = lines.filter((line) => line.account === account)
    const open = (time: number) => own.filter((line) => line.start < time && (line.end === null || line.end >= time))
    const at = (time: number) => open(time).reduce((sum, line) => sum + (line.value ?? 0), 0)
    const [opening, closing] = [at(from), at(end)]
    const had = own.some((l) => (l.value ?? 0) > 0 && l.start < from && (l.end === null || l.end > l.start))
    const began = opening === 0 && closing > 0
    const ended = opening > 0 && closing === 0
    const parts: Readonly<Record<string, number>> = {
      opening,
      closing,
      new: began && !had ? closing : 0,
      reactivated: began && had ? closing : 0,
      churned: ended ? opening : 0,
      expansion: began || ended ? 0 : Math.max(closing - opening, 0),
      contraction: began || ended ? 0 : Math.max(opening - closing, 0),
    }
    const ends = part === 'opening' ? [from] : [from, end]
    const changes = ends
      .flatMap(open)
      .flatMap(({ start, end: until }) => (part === 'opening' || until === null ? [start] : [start, until]))
    const changed = Math.max(...changes.filter((time) => time < end))
    return { account: String(account), opening, closing, amount: parts[part] ?? 0, changed }
  })
}

/** Value of `<fact>_<part>` or `<fact>_<part>_entities`. */
export function movementValue(world: World, metric: string, question: Question): number | null {
  const amounts = moved(world, metric, question)?.map(({ amount }) => amount)
  if (!amounts) return null
  const entities = metric.endsWith('_entities')
  return entities ? amounts.filter((amount) => amount > 0).length : amounts.reduce((a, b) => a + b, 0)
}

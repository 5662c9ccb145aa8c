import { timesOf } from './funnel-oracle.ts'
import { day, type Question } from './question.ts'
import type { World } from './world.ts'

const floor = (at: number) => Math.floor(at / day) * day

/** Value of `<fact>_<part>` or `<fact>_<part>_entities`: every account's value at both ends of the bucket. */
export function movementValue(world: World, metric: string, question: Question): number | null {
  const [name, part = '', entities] = metric.split('_')
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
  const amounts = [...new Set(lines.map((line) => line.account))].map((account) => {
    const own = lines.filter((line) => line.account === account)
    const at = (time: number) =>
      own
        .filter((line) => line.start < time && (line.end === null || line.end >= time))
        .reduce((sum, line) => sum + (line.value ?? 0), 0)
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
    return parts[part] ?? 0
  })
  return entities ? amounts.filter((amount) => amount > 0).length : amounts.reduce((a, b) => a + b, 0)
}

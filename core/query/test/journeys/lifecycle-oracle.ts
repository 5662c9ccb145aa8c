import { dated, timesOf } from './funnel-oracle.ts'
import type { Question } from './question.ts'
import type { World } from './world.ts'

/** Value of `<fact>_<part>`: actors looked at one by one, with the rows of the bucket, of the one before and of ever. */
export function lifecycleValue(world: World, metric: string, question: Question): number | null {
  const [name, part] = metric.split('_')
  const byDay = name === 'days'
  const { from, to, now } = timesOf(question, byDay)
  const earlier = timesOf({ ...question, first: question.before }, byDay).from
  const { group } = question
  const rows = world.visits
    .filter((row) => row.tenant === 0 && row.user !== null && row.event !== 'c' && question.keeps(row))
    .map((row) => (byDay ? dated(row) : row))
    .filter((row) => !('x.provider' in group) || row.provider === group['x.provider'])
    .filter((row) => !('x.kind' in group) || row.kind === group['x.kind'])
  const users = [...new Set(rows.map((row) => row.user))].filter((user) => {
    const active = (a: number, b: number) => rows.some((row) => row.user === user && row.at >= a && row.at < b)
    const inside = active(from, to)
    const just = active(earlier, from)
    const ever = active(Number.NEGATIVE_INFINITY, from)
    if (part === 'active') return inside
    if (part === 'new') return inside && !ever
    if (part === 'returning') return inside && just
    if (part === 'resurrected') return inside && !just && ever
    return just && !inside
  })
  return part === 'churned' && to > now ? null : users.length
}

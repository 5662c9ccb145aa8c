import { dated, timesOf } from './funnel-oracle.ts'
import type { Question } from './question.ts'
import type { World } from './world.ts'

/** An actor that a part of a lifecycle counts, with what it did: in the bucket, and the last of what it did before. */
export interface Lived {
  readonly user: string
  /** First row in the bucket; of who is lost the last one before. */
  readonly at: number
  readonly seen: number | null
}

/** Actors of `<fact>_<part>`, looked at one by one, with the rows of the bucket, of the one before and of ever. */
export function lived(world: World, metric: string, question: Question): Lived[] {
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
  if (part === 'churned' && to > now) return []
  return [...new Set(rows.map((row) => row.user))].flatMap((user) => {
    const times = rows.filter((row) => row.user === user).map((row) => row.at)
    const inside = times.filter((at) => at >= from && at < to)
    const before = times.filter((at) => at < from)
    const just = before.some((at) => at >= earlier)
    const seen = before.length === 0 ? null : Math.max(...before)
    const counted = {
      active: inside.length > 0,
      new: inside.length > 0 && seen === null,
      returning: inside.length > 0 && just,
      resurrected: inside.length > 0 && !just && seen !== null,
      churned: just && inside.length === 0,
    }
    if (!counted[part as keyof typeof counted]) return []
    return [{ user: String(user), at: part === 'churned' ? Number(seen) : Math.min(...inside), seen }]
  })
}

/** Value of `<fact>_<part>`. */
export function lifecycleValue(world: World, metric: string, question: Question): number | null {
  const [name, part] = metric.split('_')
  const { to, now } = timesOf(question, name === 'days')
  return part === 'churned' && to > now ? null : lived(world, metric, question).length
}

import { happeningDimensions, lastingDimensions, levelFrom, type Question } from './oracle.ts'
import { keysOfState } from './oracle-states.ts'
import { elapsed } from './oracle-windows.ts'
import type { Happening, World } from './world.ts'

/**
 * Keys of the rows behind a number of the test world, found row by row without SQL and without the engine. `all` steps over
 * every way a chain of a funnel may go.
 */
const day = 86_400_000

const inGroup = (dimensions: Readonly<Record<string, string | null>>, q: Question) =>
  q.keeps(dimensions) && Object.entries(q.group).every(([id, value]) => (dimensions[id] ?? null) === value)

const inOrder = (a: Happening, b: Happening) => a.at - b.at || (a.id < b.id ? -1 : 1)

function happeningsIn(world: World, q: Question, from = q.from): Happening[] {
  return world.happenings.filter(
    (h) => h.tenant === q.tenant && h.at >= from && h.at < q.to && inGroup(happeningDimensions(h), q),
  )
}

/** Actors of the funnel a → b → c within three days, with the furthest step each reached. */
function actors(world: World, q: Question): ReadonlyMap<string, number> {
  const reached = new Map<string, number>()
  const held = 'x.provider' in q.group
  for (const user of new Set(world.happenings.map((h) => h.user))) {
    const own = world.happenings
      .filter((h) => h.tenant === q.tenant && user !== null && h.user === user && q.keeps(happeningDimensions(h)))
      .filter((h) => !held || h.provider === q.group['x.provider'])
      .toSorted(inOrder)
    const starts = own.filter((h) => h.event === 'a' && h.at >= q.from && h.at < q.to)
    const [first] = starts
    if (user === null || !first || !inGroup(happeningDimensions(first), q)) continue
    const levels = starts.map((start) => {
      const inTime = own.filter((h) => h.at < start.at + 3 * day)
      return 1 + levelFrom([start], inTime, ['b', 'c'])
    })
    reached.set(user, Math.max(...levels))
  }
  return reached
}

/** Conversions c of the last two days, each with the a that takes the credit, as `a c`. */
function credits(world: World, q: Question): string[] {
  const mine = world.happenings.filter((h) => h.tenant === q.tenant && h.user !== null)
  return mine
    .filter((c) => c.event === 'c')
    .flatMap((c) => {
      const led = mine
        .filter((a) => a.event === 'a' && a.user === c.user && a.at <= c.at && a.at > c.at - 2 * day)
        .filter((a) => q.keeps(happeningDimensions(a)))
        .toSorted(inOrder)
        .at(-1)
      const counts = led && led.at >= q.from && led.at < q.to && inGroup(happeningDimensions(led), q)
      return counts ? [`${led.id} ${c.id}`] : []
    })
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

/** Keys of the rows behind a metric's number, in no order. */
export function keysBehind(world: World, metric: string, q: Question): string[] {
  const state = keysOfState(world, metric, q)
  if (state) return state
  const lasting = world.lastings.filter((l) => l.tenant === q.tenant && inGroup(lastingDimensions(l), q))
  const open = (at: number) => lasting.filter((l) => l.start < at && (l.end === null || l.end >= at))
  const end = Math.min(q.to, q.now)
  switch (metric) {
    case 'rows':
      return ids(happeningsIn(world, q))
    case 'rows_a':
      return ids(happeningsIn(world, q).filter((h) => h.event === 'a'))
    case 'users':
      return ids(happeningsIn(world, q).filter((h) => h.user !== null))
    case 'total':
    case 'mean':
    case 'median':
      return ids(happeningsIn(world, q).filter((h) => h.amount !== null))
    case 'ever': {
      const passed = elapsed(q)
      return passed ? ids(happeningsIn(world, passed, Number.NEGATIVE_INFINITY)) : []
    }
    case 'spend':
      return ids(
        world.spendings.filter(
          (s) => s.tenant === q.tenant && s.date >= q.fromDate && s.date < q.toDate && inGroup(lastingDimensions(s), q),
        ),
      )
    case 'open':
    case 'open_users':
      return q.from >= q.now ? [] : ids(open(end))
    case 'gone':
      return q.from >= q.now ? [] : ids(open(q.from).filter((l) => l.end !== null && l.end < end))
    case 'led_last':
      return credits(world, q)
    case 'step1':
    case 'step2':
    case 'step3':
      return [...actors(world, q)].flatMap(([user, level]) => (level >= Number(metric.at(-1)) ? [user] : []))
    case 'step2.dropped':
    case 'step3.dropped':
      return [...actors(world, q)].flatMap(([user, level]) => (level === Number(metric.at(4)) - 1 ? [user] : []))
    default:
      throw new Error(`the oracle does not know the rows behind ${metric}`)
  }
}

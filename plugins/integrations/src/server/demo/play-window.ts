import { attempt, disconnect, view } from './attempts.ts'
import type { Span } from './calendar.ts'
import type { ProviderWindow } from './picture.ts'
import type { Held, Person, Scene } from './scene.ts'

/** What chats need to know of a provider's window. */
export interface Played {
  /** Everybody connected at some time of it. */
  readonly held: readonly Held[]
  /** Those who use the provider; `completedAt` where they authorized first. */
  readonly users: readonly { readonly held: Held; readonly completedAt?: number }[]
  /** Viewers who did not connect. */
  readonly onlookers: readonly Person[]
}

interface Stage {
  readonly scene: Scene
  readonly provider: string
  readonly span: Span
  readonly plan: ProviderWindow
}

function times<T>(n: number, make: () => T): T[] {
  return Array.from({ length: n }, make)
}

function leave({ scene, provider, span, plan }: Stage, open: readonly Held[]): void {
  const { calendar } = scene
  const base = open.filter((held) => held.cohort === 'base')
  const young = open.filter((held) => held.cohort === 'previous' && held.since >= span.from - 28)
  for (const held of base.slice(0, plan.lost - plan.lostYoung)) held.until = calendar.day(span)
  for (const held of young.slice(0, plan.lostYoung)) {
    held.until = calendar.day({ from: Math.max(span.from, held.since + 1), to: Math.min(span.to, held.since + 28) })
  }
  for (const held of open) if (held.until !== 0) disconnect(scene, held.person, { provider, day: held.until })
}

function join({ scene, span, plan }: Stage, cohort: 'previous' | 'current'): Held[] {
  const { calendar } = scene
  const newcomer = (since: number, until: number): Held => ({
    person: scene.newPerson(since),
    since,
    until,
    cohort,
    authorized: 'unused',
  })
  const passing = times(plan.newcomersLost, () => {
    const since = calendar.day({ from: span.from, to: span.to - 5 })
    return newcomer(since, calendar.day({ from: since + 2, to: span.to }))
  })
  return [...passing, ...times(plan.newcomers - plan.newcomersLost, () => newcomer(calendar.day(span), 0))]
}

function failureDay({ scene, span }: Stage, reason: string): number {
  const { calendar, random } = scene
  const troubled = calendar.outage >= span.from && calendar.outage <= span.to
  const byServer = reason === 'server_error' || reason === 'timeout'
  return troubled && byServer && random.unit() < 0.3 ? calendar.outage : calendar.day(span)
}

function onlook(stage: Stage, clicked: number): Person[] {
  const { scene, provider, span, plan } = stage
  return times(plan.viewed - clicked, () => {
    const day = scene.calendar.day(span)
    const person = scene.newPerson(day)
    view(scene, person, { provider, day })
    if (scene.random.unit() < 0.12) view(scene, person, { provider, day: scene.calendar.day({ ...span, from: day }) })
    return person
  })
}

/** Lays everything but chats of one provider in one window; `stock` are those connected when it begins. */
export function playWindow(stage: Stage, stock: readonly Held[], cohort: 'previous' | 'current'): Played {
  const { scene, provider, span, plan } = stage
  const { calendar, random } = scene
  const open = random.shuffle(stock.filter((held) => held.until === 0))
  leave(stage, open)
  const newcomers = join(stage, cohort)
  for (const held of newcomers) {
    if (held.until !== 0) disconnect(scene, held.person, { provider, day: held.until })
  }
  const again = open.filter((held) => held.until === 0).slice(0, plan.existing)
  // why: who completed without use before goes last, so that a late use does not change the window before
  const hesitant = new Set(again.filter((held) => held.authorized === 'unused'))
  const candidates = random.shuffle([...again, ...newcomers.filter((held) => held.until === 0)])
  const using = new Set(
    candidates.toSorted((a, b) => Number(hesitant.has(a)) - Number(hesitant.has(b))).slice(0, plan.used),
  )
  const regulars = open.filter((held) => held.authorized === 'no' && !again.includes(held)).slice(0, plan.regulars)

  const users: { held: Held; completedAt?: number }[] = regulars.map((held) => ({ held }))
  for (const held of [...again, ...newcomers]) {
    const first = held.cohort === cohort
    const after = view(scene, held.person, { provider, day: first ? held.since : calendar.day(span) })
    const completedAt = attempt(scene, held.person, { provider, after, outcome: { kind: 'completed', first } })
    held.authorized = using.has(held) ? 'used' : 'unused'
    if (using.has(held)) users.push({ held, completedAt })
  }
  const reasons = Object.entries(plan.failed).flatMap(([reason, n]) => times(n, () => reason))
  for (const reason of reasons) {
    const day = failureDay(stage, reason)
    const person = scene.newPerson(day)
    const after = view(scene, person, { provider, day })
    attempt(scene, person, { provider, after, outcome: { kind: 'failed', reason } })
  }
  times(plan.abandoned, () => {
    const day = calendar.day(span)
    const person = scene.newPerson(day)
    const after = view(scene, person, { provider, day })
    attempt(scene, person, { provider, after, outcome: { kind: 'abandoned' } })
  })
  const clicked = again.length + newcomers.length + reasons.length + plan.abandoned
  return { held: [...open, ...newcomers], users, onlookers: onlook(stage, clicked) }
}

import type { Calendar } from './calendar.ts'
import { courseOf, isNew, whoIsBack, withFirstDays, type Starter } from './cohorts.ts'
import type { Person } from './people.ts'
import type { Picture } from './picture.ts'
import { planWindow } from './plan-window.ts'
import type { Random } from './random.ts'

/** A user and the days on which they used the product. */
export interface Played {
  readonly person: Starter
  readonly days: readonly number[]
}

/** Who uses the product when, in the last 30 days and the 30 before. */
export interface Plan {
  readonly current: readonly Played[]
  readonly previous: readonly Played[]
  /** Before that: first days, and all of those who are new. */
  readonly beginnings: readonly Played[]
}

/**
 * Plans the use of a tenant: who is new has a course of their own, everybody seen elsewhere in a window is active in it, and others until
 * the picture is met.
 */
export function generate(
  picture: Picture,
  known: readonly Person[],
  from: { random: Random; calendar: Calendar },
): Plan {
  const { random, calendar } = from
  const people = withFirstDays(known, random)
  const matured = whoIsBack(people, { last: -1, part: picture.current.retention, random })
  const earlier = whoIsBack(people, { last: -31, part: picture.previous.retention, random })
  const isBack = (person: Starter) => {
    const group = [matured, earlier].find(({ cohort }) => cohort.has(person))
    return group ? group.back.has(person) : random.unit() < picture.current.retention
  }
  const courses = new Map(
    people.filter(isNew).map((person) => {
      return [person, courseOf(person, { isBack: isBack(person), calendar, random })] as const
    }),
  )
  const play = (name: 'current' | 'previous', [first, last]: readonly [number, number], most: readonly Starter[]) => {
    const course = (person: Starter) => courses.get(person)?.filter((day) => day >= first && day <= last) ?? null
    const there = people.filter((person) => course(person)?.length !== 0)
    const wanted = there.filter((person) => person.seen[name] !== null || courses.has(person))
    const chosen = new Set([...wanted, ...most.filter((person) => !courses.has(person))])
    for (const person of random.shuffle(there)) {
      if (chosen.size >= picture[name].month) break
      chosen.add(person)
    }
    const users = [...chosen].slice(0, picture[name].month)
    const days = planWindow({ random, calendar, first, last, picture: picture[name] }, users.map(course))
    return users.map((person, at) => ({ person, days: days[at] ?? [] }))
  }
  const current = play('current', [-30, -1], [])
  const previous = play(
    'previous',
    [-60, -31],
    current.map(({ person }) => person),
  )
  const active = new Set([...current, ...previous].map(({ person }) => person))
  const beginnings = people
    .filter((person) => person.first < -60 && (active.has(person) || courses.has(person)))
    .map((person) => ({ person, days: (courses.get(person) ?? [person.first]).filter((day) => day < -60) }))
  return { current, previous, beginnings }
}

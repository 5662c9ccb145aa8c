import type { Calendar } from './calendar.ts'
import { monthLater, whoIsBack, withFirstDays, type Starter } from './cohorts.ts'
import type { Person } from './people.ts'
import type { Picture } from './picture.ts'
import { planWindow, type Candidate } from './plan-window.ts'
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
  /** First days of those who began before. */
  readonly beginnings: readonly Played[]
}

/** Plans the use of a tenant: everybody seen elsewhere in a window is active in it, and others until the picture is met. */
export function generate(
  picture: Picture,
  known: readonly Person[],
  from: { random: Random; calendar: Calendar },
): Plan {
  const { random, calendar } = from
  const people = withFirstDays(known, random)
  const matured = whoIsBack(people, { last: -1, part: picture.current.retention, random })
  const earlier = whoIsBack(people, { last: -31, part: picture.previous.retention, random })
  const candidate = (person: Starter, [first, last]: readonly [number, number]): Candidate => {
    const groups = [matured, earlier].filter(({ cohort }) => cohort.has(person))
    const later = monthLater(person).filter((day) => day >= first && day <= last)
    const isBack = groups.some(({ back }) => back.has(person))
    return {
      from: person.first,
      must: isBack ? later : [],
      not: groups.length > 0 && !isBack ? new Set(later) : new Set(),
    }
  }
  const play = (name: 'current' | 'previous', [first, last]: readonly [number, number], most: readonly Starter[]) => {
    const there = people.filter((person) => person.first <= last)
    const isBackNow = (person: Starter) =>
      [matured, earlier].some(({ back }) => back.has(person)) &&
      monthLater(person).some((day) => day >= first && day <= last)
    const startsNow = (person: Starter) => person.first >= first
    const wanted = there.filter((person) => person.seen[name] !== null || isBackNow(person) || startsNow(person))
    const chosen = new Set([...wanted, ...most.filter((person) => person.first <= last)])
    for (const person of random.shuffle(there)) {
      if (chosen.size >= picture[name].month) break
      chosen.add(person)
    }
    const users = [...chosen].slice(0, picture[name].month)
    const stage = { random, calendar, first, last, picture: picture[name] }
    const days = planWindow(
      stage,
      users.map((person) => candidate(person, [first, last])),
    )
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
    .filter(
      (person) =>
        person.first < -60 && (active.has(person) || matured.cohort.has(person) || earlier.cohort.has(person)),
    )
    .map((person) => ({ person, days: [person.first] }))
  return { current, previous, beginnings }
}

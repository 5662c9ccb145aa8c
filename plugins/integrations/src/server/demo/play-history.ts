import { attempt, disconnect } from './attempts.ts'
import { history } from './calendar.ts'
import type { ProviderPicture } from './picture.ts'
import type { Held, Scene } from './scene.ts'

const failuresPerConnection = 0.32

/** Lays what came before the first window: those who connected and stayed, those who left, those who failed. */
export function playHistory(scene: Scene, picture: ProviderPicture): Held[] {
  const { calendar, random } = scene
  const { provider } = picture
  const outcome = { kind: 'completed', first: true } as const
  const connect = (day: number): Held => {
    const person = scene.newPerson(day)
    attempt(scene, person, { provider, after: calendar.moment(day), outcome })
    return { person, since: day, until: 0, cohort: 'base', authorized: 'no' }
  }
  const base = Array.from({ length: picture.base }, () => connect(calendar.day(history)))
  for (let left = 0; left < picture.former; left++) {
    const held = connect(calendar.day({ from: history.from, to: history.to - 10 }))
    disconnect(scene, held.person, { provider, day: Math.min(history.to - 1, held.since + random.int(3, 40)) })
  }
  const failures = Math.round((picture.base + picture.former) * failuresPerConnection)
  for (let failed = 0; failed < failures; failed++) {
    const reason = random.weighted(picture.previous.failed)
    const day = calendar.day(history)
    attempt(scene, scene.newPerson(day), { provider, after: calendar.moment(day), outcome: { kind: 'failed', reason } })
  }
  return base
}

import type { EventInput } from '@tessera/plugin-api/wire'
import type { Calendar } from './calendar.ts'
import type { Played } from './generate.ts'
import type { ExperimentPicture } from './picture.ts'
import type { Random } from './random.ts'
import type { DayRow } from './use-rows.ts'

interface Scene {
  readonly random: Random
  readonly calendar: Calendar
}

function told(
  scene: Scene,
  user: Played['person'],
  event: { readonly name: string; readonly at: number; readonly properties: Record<string, unknown> },
): EventInput {
  return {
    id: scene.random.id(),
    event: event.name,
    timestamp: new Date(event.at).toISOString(),
    userId: user.userId,
    ...(user.accountId === null ? {} : { accountId: user.accountId }),
    properties: event.properties,
  }
}

const minute = 60_000

/** The day as events: one for each session, hours apart, and those of what went wrong in it. */
export function dayEvents(row: DayRow, scene: Scene): EventInput[] {
  const { user, day, platform, release } = row
  const each = Math.min(5400, Math.round(row.active_seconds / row.sessions))
  return Array.from({ length: row.sessions }, (_, at) => {
    const begin = scene.calendar.startOf(day) + (480 + at * 180 + scene.random.int(0, 55)) * minute
    const used = told(scene, user, {
      name: 'product_used',
      at: begin,
      properties: { platform, release, active_seconds: each },
    })
    const wrong = (name: string, count: number) =>
      at < count ? [told(scene, user, { name, at: begin + 2 * minute, properties: { platform, release } })] : []
    return [used, ...wrong('product_error', row.errored_sessions), ...wrong('product_crashed', row.crashed_sessions)]
  }).flat()
}

/** Exposures of an experiment and what came of them, in the last weeks. */
export function experimentEvents(experiment: ExperimentPicture, users: readonly Played[], scene: Scene): EventInput[] {
  const waiting = scene.random.shuffle(users)
  return experiment.variants.flatMap(({ variant, users: count, converted }) =>
    waiting.splice(0, count).flatMap(({ person, days }, at) => {
      const day = scene.random.pick(days)
      const begin = scene.calendar.startOf(day) + scene.random.int(480, 1200) * minute
      const properties = { experiment: experiment.experiment }
      const shown = told(scene, person, {
        name: 'product_experiment_exposed',
        at: begin,
        properties: { ...properties, variant },
      })
      const done = { name: 'product_experiment_converted', at: begin + scene.random.int(1, 50) * minute, properties }
      return at < converted ? [shown, told(scene, person, done)] : [shown]
    }),
  )
}

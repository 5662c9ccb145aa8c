import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { User } from './people.ts'
import type { Scene } from './service-rows.ts'

type Row = RecordInput<(typeof tables)['user_activations']>

const hour = 3_600_000
const day = 24 * hour
const steps = ['profile_completed', 'first_api_call', 'first_agent_session'] as const

/** How far each of the users of a window came: steps done, and whether in time. In the order of their begin, those in time are spread evenly. */
function reached(users: readonly User[], { picture, random }: Scene, end: number) {
  const [profile, call, all, full] = picture.activation.map((part) => Math.round(part * users.length)) as [
    number,
    number,
    number,
    number,
  ]
  const isInTime = (at: number) => Math.floor(((at + 1) * full) / users.length) > Math.floor((at * full) / users.length)
  const others = random.shuffle(users.filter((_, at) => !isInTime(at)))
  // why: who came a fortnight ago or later cannot be late yet
  const late = others.filter(({ createdAt }) => createdAt < end - 16 * day).slice(0, all - full)
  const isLate = new Set(late)
  const rest = others.filter((user) => !isLate.has(user))
  return [
    ...users.filter((_, at) => isInTime(at)).map((user) => ({ user, done: 3, isLate: false })),
    ...late.map((user) => ({ user, done: 3, isLate: true })),
    ...rest.slice(0, profile - all).map((user, at) => ({ user, done: at < call - all ? 2 : 1, isLate: false })),
  ]
}

/**
 * Steps of activation of the users that came in the last four months: of each month as many do each step as the picture says. Who does all in
 * time does so within 13 days and before today.
 */
export function activationRows(scene: Scene, users: readonly User[]): Row[] {
  const { calendar, random } = scene
  const end = calendar.startOf(0)
  return [
    [-120, -90],
    [-90, -60],
    [-60, -30],
    [-30, 0],
  ].flatMap(([from = 0, to = 0]) => {
    const came = users.filter(
      ({ createdAt }) => createdAt >= calendar.startOf(from) && createdAt < calendar.startOf(to),
    )
    return reached(came, scene, end).flatMap(({ user, done, isLate }) => {
      const { userId, createdAt } = user
      const span = Math.min(end - 1000, createdAt + 13 * day) - createdAt
      return steps.slice(0, done).map((activation_type, step): Row => {
        const completed =
          isLate && step === 2
            ? createdAt + 14 * day + random.int(1, 40) * hour
            : createdAt + (span * (step + random.unit())) / 3
        return { user_id: userId, activation_type, completed_at: new Date(completed).toISOString() }
      })
    })
  })
}

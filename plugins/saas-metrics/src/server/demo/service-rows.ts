import type { RecordInput } from '@tessera/plugin-api/server'
import type { tables } from '../../tables.ts'
import type { Calendar } from './calendar.ts'
import type { User } from './people.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'

type Row<Name extends keyof typeof tables> = RecordInput<(typeof tables)[Name]>

/** Where rows come from. */
export interface Scene {
  readonly picture: Picture
  readonly calendar: Calendar
  readonly random: Random
}

const minute = 60_000
const hour = 60 * minute
const iso = (ms: number) => new Date(ms).toISOString()
const endpoints = [
  ['/api/chat', 0.34, 1.5],
  ['/api/agents/run', 0.16, 1.7],
  ['/api/search', 0.15, 0.9],
  ['/api/files', 0.11, 1],
  ['/api/workflows', 0.09, 1.2],
  ['/api/tools', 0.06, 0.8],
  ['/api/profile', 0.05, 0.4],
  ['/api/billing', 0.04, 0.6],
] as const

/** A moment of a day on which more happens by day than at night, and less at weekends. */
export function momentIn({ calendar, random }: Scene, from: number, to: number): number {
  for (;;) {
    const day = random.int(from, to)
    if (random.unit() * 1.1 > calendar.weight(day)) continue
    return calendar.startOf(day) + 7 * hour + random.int(0, 300) * minute + random.int(0, 18_000) * 1000 * 2
  }
}

/** How far into a normal distribution a part of it lies (Acklam's middle part, and its mirrored ends by bisection). */
function normal(part: number): number {
  let [low, high] = [-8, 8]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    // why: the logistic curve comes within 0.0002 of the normal one with this cubic term
    const below = 1 / (1 + Math.exp(-(1.5976 * middle + 0.070565992 * middle ** 3)))
    if (below < part) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function endpointOf(part: number, random: Random): string {
  // why: of slow requests more are to slow endpoints
  const weights = endpoints.map(([, weight, slow]) => weight * (1 + (slow - 1) * (2 * part - 1)))
  let rest = random.unit() * weights.reduce((sum, each) => sum + each, 0)
  return endpoints[weights.findIndex((weight) => (rest -= weight) < 0)]?.[0] ?? endpoints[0][0]
}

/** Requests of 30 days: so many rows that each stand for as many requests, times as the picture says, a part of them failed. */
export function usageRows(scene: Scene, users: readonly User[], window: 0 | 1): Row<'usage_logs'>[] {
  const { picture, random } = scene
  const [from, to] = window === 0 ? [-30, -1] : [-60, -31]
  const [count, calls] = [picture.callRows[window], picture.calls[window]]
  const failed = Math.round(count * picture.failed[window])
  const [median, p95] = picture.response
  const width = Math.log(p95 / median) / 1.6449
  const places = random.shuffle(Array.from({ length: count }, (_, at) => (at + 0.5) / count))
  return places.map((part, at): Row<'usage_logs'> => {
    // why: everybody calls once before anybody calls twice
    const user = users[at < users.length ? at : Math.floor(random.unit() ** 2 * users.length)]
    const occurred = momentIn(scene, from, to)
    const earliest = user && user.createdAt > occurred ? user.createdAt + minute : occurred
    return {
      log_id: `U-${window}-${at + 1}`,
      occurred_at: iso(earliest),
      user_id: user?.userId ?? null,
      account_id: user?.accountId ?? null,
      endpoint: endpointOf(part, random),
      method: 'POST',
      status_code:
        at < failed
          ? random.pick([500, 502, 503, 504])
          : random.unit() < 0.027
            ? random.pick([400, 401, 404, 429])
            : 200,
      response_time_ms: Math.round(median * Math.exp(width * normal(part)) * 10) / 10,
      requests: calls / count,
    }
  })
}

/** Checks of each quarter of an hour; down in the half hours of the picture, not well for some hours before. */
export function checkRows({ picture, calendar, random }: Scene): Row<'health_checks'>[] {
  const quarter = 15 * minute
  const down = picture.outages.map((day) => calendar.startOf(day) + 14 * hour)
  return (['api', 'agents'] as const).flatMap((service_name) => {
    const [from, to] = [calendar.startOf(service_name === 'api' ? -60 : -30), calendar.startOf(0)]
    return Array.from({ length: Math.ceil((to - from) / quarter) }, (_, at): Row<'health_checks'> => {
      const checked = from + at * quarter
      const since = down.find((start) => checked >= start - 2 * hour && checked < start + 2 * quarter)
      const status =
        since === undefined ? 'healthy' : checked >= since ? 'down' : service_name === 'agents' ? 'degraded' : 'healthy'
      return {
        service_name,
        checked_at: iso(checked),
        status,
        response_time_ms: status === 'down' ? null : random.int(30, status === 'degraded' ? 900 : 70),
      }
    })
  })
}

const kinds = [
  ['UpstreamTimeout', 'error', 0.38],
  ['ValidationError', 'warning', 0.27],
  ['RateLimitExceeded', 'warning', 0.2],
  ['DatabaseError', 'critical', 0.06],
  ['UnexpectedError', 'error', 0.09],
] as const

/** Errors as the log of the service has them, twice as many now as requests failed in rows. */
export function errorRows(scene: Scene, users: readonly User[]): Row<'error_logs'>[] {
  const { picture, random } = scene
  return ([0, 1] as const).flatMap((window) => {
    const count = Math.round(picture.callRows[window] * picture.failed[window] * 2)
    return Array.from({ length: count }, (_, at): Row<'error_logs'> => {
      let rest = random.unit()
      const [error_type, severity] = kinds.find(([, , part]) => (rest -= part) < 0) ?? kinds[0]
      const user = random.pick(users)
      const occurred = momentIn(scene, window === 0 ? -30 : -60, window === 0 ? -1 : -31)
      return {
        error_id: `E-${window}-${at + 1}`,
        occurred_at: iso(occurred),
        user_id: user?.userId ?? null,
        account_id: user?.accountId ?? null,
        error_type,
        severity,
        endpoint: endpointOf(random.unit(), random),
      }
    })
  })
}

/** Sessions with agents of 60 days. */
export function sessionRows(scene: Scene, users: readonly User[]): Row<'agent_sessions'>[] {
  const { picture, random } = scene
  return ([0, 1] as const).flatMap((window) =>
    Array.from({ length: picture.agentSessions[window] }, (_, at): Row<'agent_sessions'> => {
      const started = momentIn(scene, window === 0 ? -30 : -60, window === 0 ? -1 : -31)
      const user = random.pick(users)
      return {
        session_id: `A-${window}-${at + 1}`,
        user_id: user?.userId ?? null,
        account_id: user?.accountId ?? null,
        agent_id: random.pick(['writer', 'writer', 'researcher', 'coder', 'analyst']),
        started_at: iso(started),
        ended_at: iso(started + random.int(2, 45) * minute),
        messages_count: random.int(3, 60),
        status: 'completed',
      }
    }),
  )
}

import { tell, type Person, type Scene } from './scene.ts'

export type Outcome =
  | { readonly kind: 'completed'; readonly first: boolean }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'abandoned' }

/** Lays a view and returns its instant. */
export function view(scene: Scene, person: Person, visit: { readonly provider: string; readonly day: number }): number {
  const at = scene.calendar.moment(visit.day)
  tell(scene, person, { name: 'integration_viewed', at, properties: { provider: visit.provider } })
  return at
}

/** Lays click, start and outcome of an OAuth attempt after an instant; returns when it came back (or began). */
export function attempt(
  scene: Scene,
  person: Person,
  tried: { readonly provider: string; readonly after: number; readonly outcome: Outcome },
): number {
  const { random } = scene
  const { provider, outcome } = tried
  const clicked = tried.after + random.int(20_000, 600_000)
  const started = clicked + random.int(400, 3_000)
  tell(scene, person, { name: 'integration_connect_clicked', at: clicked, properties: { provider } })
  tell(scene, person, { name: 'integration_oauth_started', at: started, properties: { provider } })
  if (outcome.kind === 'abandoned') return started
  const timedOut = outcome.kind === 'failed' && outcome.reason === 'timeout'
  const duration = timedOut ? 60_000 : random.int(4_000, 20_000) + random.int(0, 20_000)
  const at = started + duration
  if (outcome.kind === 'completed') {
    const properties = { provider, is_first_connection: outcome.first, duration_ms: duration }
    tell(scene, person, { name: 'integration_oauth_completed', at, properties })
  } else {
    const properties = { provider, error_type: outcome.reason, duration_ms: duration }
    tell(scene, person, { name: 'integration_oauth_failed', at, properties })
  }
  return at
}

const reasons = { user_initiated: 55, token_expired: 25, revoked: 13, error: 7 }

/** Lays the end of a connection on a day. */
export function disconnect(
  scene: Scene,
  person: Person,
  end: { readonly provider: string; readonly day: number },
): void {
  const properties = { provider: end.provider, disconnect_reason: scene.random.weighted(reasons) }
  tell(scene, person, { name: 'integration_disconnected', at: scene.calendar.moment(end.day), properties })
}

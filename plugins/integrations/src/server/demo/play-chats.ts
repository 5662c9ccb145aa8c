import type { Span } from './calendar.ts'
import type { ChatTotals, ProviderWindow } from './picture.ts'
import type { Played } from './play-window.ts'
import { tell, type Held, type Person, type Scene } from './scene.ts'

const actions: Readonly<Record<string, readonly string[]>> = {
  gmail: ['search', 'read', 'read', 'send'],
  google_calendar: ['read', 'read', 'create', 'update'],
  google_drive: ['search', 'read'],
  outlook: ['search', 'read', 'send'],
  onedrive: ['search', 'read'],
}

interface Chat {
  readonly person: Person
  readonly id: string
  readonly at: number
}

function startChat(scene: Scene, person: Person, at: number): Chat {
  const id = scene.id(at)
  tell(scene, person, { name: 'chat_started', at, properties: { chat_id: id } })
  return { person, id, at }
}

function use(scene: Scene, chat: Chat, touched: { readonly provider: string; readonly service: string }): void {
  const { random } = scene
  const properties = {
    ...touched,
    chat_id: chat.id,
    action_type: random.pick(actions[touched.service] ?? ['read']),
    success: random.unit() < 0.97,
  }
  tell(scene, chat.person, { name: 'integration_used_in_chat', at: chat.at + random.int(8_000, 240_000), properties })
}

/** Whole days of the span on which the connection was open from morning to night. */
function daysHeld(held: Held, span: Span): Span | null {
  const from = Math.max(span.from, held.since + 1)
  const to = held.until === 0 ? span.to : Math.min(span.to, held.until - 1)
  return from <= to ? { from, to } : null
}

function spans(list: readonly Held[], span: Span): { readonly person: Person; readonly days: Span }[] {
  return list.flatMap((held) => {
    const days = daysHeld(held, span)
    return days ? [{ person: held.person, days }] : []
  })
}

/** Somebody of the pool on a day of the span: everybody chats equally often while connected, so chats follow connections. */
function somebody(
  scene: Scene,
  pool: ReturnType<typeof spans>,
  span: Span,
): { readonly person: Person; readonly day: number } {
  const { random, calendar } = scene
  for (let tries = 0; tries < 20; tries++) {
    const { person, days } = random.pick(pool)
    const day = calendar.day(span)
    if (day >= days.from && day <= days.to) return { person, day }
  }
  const { person, days } = random.pick(pool)
  return { person, day: calendar.day(days) }
}

/** Lays the chats of one provider's users, and every use in them. */
export function playUses(
  scene: Scene,
  played: Played,
  on: { readonly provider: string; readonly span: Span; readonly plan: ProviderWindow },
): void {
  const { random, calendar } = scene
  const { provider, span, plan } = on
  const services = random.shuffle(Object.entries(plan.uses).flatMap(([service, n]) => Array<string>(n).fill(service)))
  const chats: Chat[] = []
  for (const { held, completedAt } of played.users) {
    if (completedAt === undefined) continue
    chats.push(startChat(scene, held.person, completedAt + random.int(60_000, 1_200_000)))
  }
  const pool = spans(
    played.users.map((user) => user.held),
    span,
  )
  while (chats.length < plan.chats) {
    const { person, day } = somebody(scene, pool, span)
    chats.push(startChat(scene, person, calendar.moment(day)))
  }
  services.forEach((service, at) => use(scene, chats[at] ?? random.pick(chats), { provider, service }))
}

/** Lays chats without any use: of connected users, and of others. */
export function playTalk(
  scene: Scene,
  played: readonly Played[],
  on: { readonly span: Span; readonly totals: ChatTotals; readonly used: number },
): void {
  const { random, calendar } = scene
  const { span, totals } = on
  const pool = spans(
    played.flatMap((one) => one.held),
    span,
  )
  for (let n = on.used; n < totals.connected; n++) {
    const { person, day } = somebody(scene, pool, span)
    startChat(scene, person, calendar.moment(day))
  }
  const onlookers = played.flatMap((one) => one.onlookers)
  for (let n = 0; n < totals.others;) {
    const [person, day] = [random.pick(onlookers), calendar.day(span)]
    if (person.createdAt >= calendar.startOf(day)) continue
    startChat(scene, person, calendar.moment(day))
    n++
  }
}

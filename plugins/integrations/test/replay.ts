import type { EventInput } from '@tessera/plugin-api/wire'

export interface ReplayedConnection {
  readonly connection_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly provider: string
  readonly connected_at: string
  disconnected_at: string | null
  disconnect_reason: string | null
  readonly is_first_connection: boolean
  last_used_at: string | null
}

export interface ReplayedChat {
  readonly chat_id: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly started_at: string | null
  readonly used_integration: boolean
  readonly first_used_at: string | null
  readonly provider: string | null
}

const text = (event: EventInput, name: string) => (event.properties?.[name] as string | undefined) ?? null

/** All events once, as they happened: by instant, then by id. */
function inOrder(events: readonly EventInput[]): EventInput[] {
  const once = new Map(events.map((event) => [event.id, event]))
  return [...once.values()].toSorted((a, b) => (a.timestamp + a.id < b.timestamp + b.id ? -1 : 1))
}

/** Connections by walking through the events one after the other. */
export function replayConnections(events: readonly EventInput[]): ReplayedConnection[] {
  const all: ReplayedConnection[] = []
  const open = new Map<string, ReplayedConnection>()
  const seen = new Set<string>()
  for (const event of inOrder(events)) {
    const pair = `${event.userId} ${text(event, 'provider')}`
    if (event.event === 'integration_disconnected') {
      const held = open.get(pair)
      if (!held) continue
      held.disconnected_at = event.timestamp
      held.disconnect_reason = text(event, 'disconnect_reason')
      open.delete(pair)
    } else if (event.event === 'integration_oauth_completed' || event.event === 'integration_reconnected') {
      if (open.has(pair)) continue
      const held = {
        connection_id: event.id,
        user_id: event.userId ?? '',
        account_id: event.accountId ?? null,
        provider: text(event, 'provider') ?? '',
        connected_at: event.timestamp,
        disconnected_at: null,
        disconnect_reason: null,
        is_first_connection: !seen.has(pair) && event.properties?.['is_first_connection'] !== false,
        last_used_at: null,
      }
      seen.add(pair)
      open.set(pair, held)
      all.push(held)
    }
  }
  for (const held of all) {
    const uses = events.filter(
      (event) =>
        event.event === 'integration_used_in_chat' &&
        event.userId === held.user_id &&
        text(event, 'provider') === held.provider &&
        event.timestamp >= held.connected_at &&
        (held.disconnected_at === null || event.timestamp < held.disconnected_at),
    )
    held.last_used_at =
      uses
        .map((event) => event.timestamp)
        .toSorted()
        .at(-1) ?? null
  }
  return all.toSorted((a, b) => (a.connection_id < b.connection_id ? -1 : 1))
}

function earliest(events: readonly EventInput[], rank: (event: EventInput) => string): EventInput | undefined {
  return events.toSorted((a, b) => (a.timestamp + rank(a) < b.timestamp + rank(b) ? -1 : 1))[0]
}

/** Chats from all events that name them. */
export function replayChats(events: readonly EventInput[]): ReplayedChat[] {
  const ids = new Set(events.flatMap((event) => text(event, 'chat_id') ?? []))
  return [...ids].toSorted().map((chat_id) => {
    const own = events.filter((event) => text(event, 'chat_id') === chat_id)
    const start = earliest(
      own.filter((event) => event.event === 'chat_started'),
      (event) => `${event.userId}${event.accountId ?? '0'}`,
    )
    const use = earliest(
      own.filter((event) => event.event === 'integration_used_in_chat'),
      (event) => text(event, 'provider') ?? '',
    )
    return {
      chat_id,
      user_id: start?.userId ?? null,
      account_id: start?.accountId ?? null,
      started_at: start?.timestamp ?? null,
      used_integration: use !== undefined,
      first_used_at: use?.timestamp ?? null,
      provider: use ? text(use, 'provider') : null,
    }
  })
}

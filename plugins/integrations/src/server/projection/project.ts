import { externalId, type ProjectContext, type StoredEvent } from '@tessera/plugin-api/server'
import { rebuildConnections, type Pair } from './connections.ts'
import { markUses } from './uses.ts'
import { mergeChats, type ChatSign } from './chats.ts'
import { takeTurns } from './take-turns.ts'

const turning = new Set(['integration_oauth_completed', 'integration_reconnected', 'integration_disconnected'])

function text(event: StoredEvent, name: string): string | null {
  const value = event.properties?.[name]
  return typeof value === 'string' ? value : null
}

function pairOf(event: StoredEvent): Pair | null {
  const provider = text(event, 'provider')
  return event.userId && provider !== null ? { userId: event.userId.toLowerCase(), provider } : null
}

function chatSign(event: StoredEvent): ChatSign | null {
  const chatId = text(event, 'chat_id')
  if (chatId === null || !event.userId) return null
  const begins = event.event === 'chat_started'
  if (!begins && event.event !== 'integration_used_in_chat') return null
  return {
    chatId: externalId('chat', chatId),
    begins,
    at: event.timestamp,
    userId: event.userId,
    accountId: event.accountId ?? null,
    provider: text(event, 'provider'),
  }
}

/**
 * Keeps connections and chats in step with newly stored events. The result depends on which events are stored, never on
 * the order or the batches they came in.
 */
export async function project({ db, tenantId, events }: ProjectContext): Promise<void> {
  const turned = new Map<string, Pair>()
  const uses: (Pair & { readonly at: string })[] = []
  const signs: ChatSign[] = []
  for (const event of events) {
    const pair = pairOf(event)
    if (pair && turning.has(event.event)) turned.set(`${pair.userId} ${pair.provider}`, pair)
    if (pair && event.event === 'integration_used_in_chat') uses.push({ ...pair, at: event.timestamp })
    const sign = chatSign(event)
    if (sign) signs.push(sign)
  }
  // why: a connection carries statements out in the order they were sent; to wait for each would take a journey for each
  await Promise.all([
    signs.length > 0 && mergeChats(db, tenantId, signs),
    (turned.size > 0 || uses.length > 0) && takeTurns(db, tenantId),
    turned.size > 0 && rebuildConnections(db, tenantId, [...turned.values()]),
    uses.length > 0 && markUses(db, tenantId, uses),
  ])
}

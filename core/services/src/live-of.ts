import type { PluginSpec } from '@tessera/plugin-api'
import type { LiveOf } from '@tessera/plugin-api/server'
import { serviceErrors } from './errors.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

/** What PostgreSQL carries from server to server in one piece, with room for what else is said. */
const mostBytes = 7_000

/** How a plugin tells news in a tenant: under its own topics, in their shape. */
export function liveOf(
  { publish }: Pick<ServiceParts, 'publish'>,
  { id, topics = {} }: PluginSpec,
  tenantId: string,
): LiveOf<PluginSpec> {
  const tell = outsideTransactions('live.publish', async (topic: string, given: unknown) => {
    const spec = Object.hasOwn(topics, topic) ? topics[topic] : undefined
    if (!spec) throw serviceErrors('topic_undeclared', { topic, known: Object.keys(topics).join(', ') || 'none' })
    const parsed = spec.data.safeParse(given)
    const [issue] = parsed.error?.issues ?? []
    if (issue) throw serviceErrors('topic_data_wrong', { topic, reason: `${issue.path.join('.')}: ${issue.message}` })
    const bytes = Buffer.byteLength(JSON.stringify(parsed.data) ?? '')
    if (bytes > mostBytes) throw serviceErrors('topic_data_long', { topic, bytes, most: mostBytes })
    await publish({ tenantId, topic: `${id}.${topic}`, data: parsed.data })
  })
  return { publish: tell }
}

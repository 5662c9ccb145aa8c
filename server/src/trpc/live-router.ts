import { rightId } from '@tessera/plugin-api'
import { messageQueue, type DataChange } from '@tessera/live'
import { assertPasses, trpc, type Caller } from '@tessera/plugin-api/server'
import { metricsChanged, settingsChanged, type LiveMessage, type MetricsChanged } from '@tessera/plugin-api/wire'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { serverErrors } from '../errors.ts'
import type { Services } from '../services.ts'
import { assertScope, tenantProcedure } from './procedures.ts'
import type { CallerContext } from '../identity/caller.ts'

const input = z.strictObject({
  /** Full ids. */
  topics: z.array(z.string().max(200)).min(1).max(50),
  /** Version of the data that the listener knows: it is told at once if they have changed since. tRPC gives the last one it saw. */
  lastEventId: z.string().max(100).nullish(),
})

/** What may wait for a listener that does not read: then its connection is broken, and it asks anew. */
const most = { messages: 256, bytes: 256 * 1024 }

/** Where it stands which plugins a tenant has, and how they are set. */
const settingsTable = 'core.tenant_plugins'

interface Sent {
  readonly version: string
  readonly message: LiveMessage
}

const changed = (version: string, metrics: MetricsChanged['metrics']): Sent => ({
  version,
  message: { topic: metricsChanged, data: { metrics, at: new Date().toISOString() } satisfies MetricsChanged },
})

const metricsOf = ({ message }: Sent) => (message.data as MetricsChanged).metrics

/** One change instead of two that wait; null where the last one is something else. */
function together(last: Sent, next: Sent): Sent | null {
  if (last.message.topic !== metricsChanged) return null
  const [before, now] = [metricsOf(last), metricsOf(next)]
  return changed(next.version, before && now && [...new Set([...before, ...now])])
}

/** Live news of the caller's tenant, one stream for all topics of a page. */
export function liveRouter(services: Services) {
  const { live, registry } = services
  /** Plugins of the metrics that a listener is told of, as they are enabled now. */
  const mayHear = (topic: string): ((caller: Caller) => void) => {
    if (topic === metricsChanged || topic === settingsChanged) return (caller) => assertScope(caller, 'metrics:read')
    const [plugin = '', name = ''] = topic.split('.')
    const topics = registry.plugin(plugin)?.contract.topics ?? {}
    const spec = Object.hasOwn(topics, name) ? topics[name] : undefined
    if (!spec || topic !== `${plugin}.${name}`) throw serverErrors('topic_unknown', { topic })
    return (caller) => assertPasses(caller, { plugin, rights: [rightId(plugin, spec.needs ?? 'metrics:read')] })
  }
  return trpc.router({
    listen: tenantProcedure.input(input).subscription(async function* ({ ctx: context, input: asked, signal }) {
      const ctx = context as typeof context & Pick<CallerContext, 'judgeAgain' | 'cut'>
      const topics = new Set(asked.topics)
      const judges = [...topics].map(mayHear)
      let { plugins } = ctx
      const judge = (caller: Caller) => {
        for (const passes of judges) passes(caller)
        plugins = caller.plugins
      }
      judge(ctx)
      const queue = messageQueue<Sent>({ ...most, overflowing: () => ctx.cut?.() })
      const refused = ctx.judgeAgain?.(judge)
      refused?.addEventListener('abort', () => queue.end(refused.reason))
      for (const gone of [ctx.signal, signal]) gone?.addEventListener('abort', () => queue.end())
      const hear = (change: DataChange) => {
        if (topics.has(settingsChanged) && change.tables?.includes(settingsTable) !== false)
          tell({ topic: settingsChanged, data: null })
        if (!topics.has(metricsChanged)) return
        const affected = live.affectedBy(change)?.filter((id) => plugins.has(id.slice(0, id.indexOf('.')))) ?? null
        if (affected?.length === 0) return
        version = change.version
        const next = changed(version, affected)
        queue.push(next, 100 + (affected ?? []).join().length, (last) => together(last, next))
      }
      let version = '-'
      const tell = (message: LiveMessage) => queue.push({ version, message }, JSON.stringify(message).length)
      const deaf = live.topics.listen({ tenantId: ctx.tenant.id, topics }, (message) =>
        // why: the listener asks anew, as after its own connection was broken
        message ? tell(message) : queue.end(serverErrors('live_ending', {})),
      )
      const isWatched = topics.has(metricsChanged) || topics.has(settingsChanged)
      const watching = isWatched ? await live.watch(ctx.tenant.id, hear) : null
      try {
        if (watching) {
          version = watching.version
          const missed = asked.lastEventId && asked.lastEventId !== version
          if (topics.has(metricsChanged)) yield tracked(version, changed(version, missed ? null : []).message)
          if (topics.has(settingsChanged) && missed) yield tracked(version, { topic: settingsChanged, data: null })
        }
        for await (const next of queue) yield tracked(next.version, next.message)
      } finally {
        deaf()
        watching?.stop()
      }
    }),
  })
}

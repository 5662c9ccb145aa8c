import type { LiveMessage } from '@tessera/plugin-api/wire'

/** News of a tenant on its way. */
export interface Published extends LiveMessage {
  readonly tenantId: string
}

/** Takes news to the other processes of a database. Embedded there are none, and nothing is taken anywhere. */
export interface Carrier {
  readonly send: (published: Published) => Promise<void>
  /** Hears what others sent; null: something may have been missed. */
  readonly receive: (heard: (published: Published | null) => void) => void
}

/** Hands news to those of one process who listen. */
export interface TopicHub {
  /** Resolves when it is on its way to all servers. */
  readonly publish: (published: Published) => Promise<void>
  /** Hears of the topics, by full id, until the function it returns is called; null: something may have been missed. */
  readonly listen: (
    of: { readonly tenantId: string; readonly topics: ReadonlySet<string> },
    heard: (message: LiveMessage | null) => void,
  ) => () => void
}

interface Listener {
  readonly topics: ReadonlySet<string>
  readonly heard: (message: LiveMessage | null) => void
}

/** Makes the hub of one process. */
export function topicHub(carrier: Carrier | null): TopicHub {
  const listeners = new Map<string, Set<Listener>>()
  const tell = ({ tenantId, topic, data }: Published) => {
    for (const { topics, heard } of listeners.get(tenantId) ?? []) if (topics.has(topic)) heard({ topic, data })
  }
  carrier?.receive((published) => {
    if (published) {
      tell(published)
      return
    }
    for (const ofTenant of listeners.values()) for (const { heard } of ofTenant) heard(null)
  })
  return {
    publish: async (published) => {
      tell(published)
      await carrier?.send(published)
    },
    listen: ({ tenantId, topics }, heard) => {
      const ofTenant = listeners.get(tenantId) ?? new Set()
      const listener = { topics, heard }
      listeners.set(tenantId, ofTenant.add(listener))
      return () => {
        ofTenant.delete(listener)
        if (ofTenant.size === 0 && listeners.get(tenantId) === ofTenant) listeners.delete(tenantId)
      }
    },
  }
}

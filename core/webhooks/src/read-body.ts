import { pluginErrors } from '@tessera/plugin-api'
import type { SentDelivery } from '@tessera/plugin-api/server'

/** A body as its handler has it: JSON parsed, anything else as text. Refuses JSON that is none with `body_malformed`. */
export function bodyOf({ raw, headers }: SentDelivery): unknown {
  const text = raw.toString('utf8')
  if (!/^[^;]*\bjson\b/i.test(headers['content-type'] ?? '')) return text
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw pluginErrors('body_malformed', { reason: (error as Error).message })
  }
}

import type { LiveMessage } from '@tessera/plugin-api/wire'
import type { ListenToTopic } from '@tessera/plugin-api/web'
import { keepOpen, type OpenStream } from './keep-open.ts'

/** Opens one stream for several topics. */
export type OpenTopics = (
  topics: readonly string[],
  heard: Parameters<OpenStream>[0] & { readonly told: (message: LiveMessage) => void },
) => () => void

/**
 * Has all parts of a page listen through one stream. It is opened anew when another topic is listened to; who listened before is told that
 * news may have been missed.
 */
export function topicListeners(open: OpenTopics, isFinal: (error: unknown) => boolean): ListenToTopic {
  const listeners = new Map<string, Set<(data: unknown) => void>>()
  let close: (() => void) | null = null
  let opened = ''
  let isDue = false

  const settle = () => {
    isDue = false
    const topics = [...listeners.keys()].toSorted()
    if (topics.join() === opened) return
    opened = topics.join()
    close?.()
    close = topics.length === 0 ? null : begin(topics)
  }
  const begin = (topics: readonly string[]) =>
    keepOpen((heard) => {
      const tell = ({ topic, data }: LiveMessage) => {
        for (const each of listeners.get(topic) ?? []) each(data)
      }
      const started = () => {
        heard.started()
        // why: what was told before the stream was there is not known
        for (const topic of topics) tell({ topic, data: null })
      }
      return open(topics, { ...heard, started, told: tell })
    }, isFinal)
  const settleSoon = () => {
    if (isDue) return
    isDue = true
    // why: the parts of a page begin to listen one after the other
    queueMicrotask(settle)
  }
  return (topic, heard) => {
    const own = (data: unknown) => heard(data)
    listeners.set(topic, (listeners.get(topic) ?? new Set()).add(own))
    settleSoon()
    return () => {
      const all = listeners.get(topic)
      all?.delete(own)
      if (all?.size === 0) listeners.delete(topic)
      settleSoon()
    }
  }
}

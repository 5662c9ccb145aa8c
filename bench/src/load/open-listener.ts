import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Arrival, ListenOrder } from './listener.ts'

/** A process that keeps streams open. */
export interface Listener {
  /** Opens a stream for each request, each with its first message. */
  readonly open: (order: Exclude<ListenOrder, 'report'>) => Promise<void>
  /** What came so far, for each stream. Throws when one has ended. */
  readonly heard: () => Promise<readonly (readonly Arrival[])[]>
  readonly stop: () => Promise<void>
}

interface Answer {
  readonly error?: string
  readonly heard?: readonly (readonly Arrival[])[]
  readonly lost?: number
}

/** Starts a listener. */
export function openListener(): Listener {
  const child = fork(join(import.meta.dirname, 'listener.ts'))
  const exit = once(child, 'exit')
  const ask = async (order: ListenOrder) => {
    child.send(order)
    const [answer] = (await once(child, 'message')) as [Answer]
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer
  }
  return {
    open: async (order) => void (await ask(order)),
    heard: async () => {
      const { heard = [], lost = 0 } = await ask('report')
      if (lost > 0) throw new Error(`${lost} streams ended`)
      return heard
    },
    stop: async () => {
      child.kill()
      await exit
    },
  }
}

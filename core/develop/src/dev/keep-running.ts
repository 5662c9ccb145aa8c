import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerProcess } from './server-process.ts'

/** A server that begins anew at each change, and is never given up. */
export interface RunningServer {
  /** Where it answers, once it does; null while it cannot start. */
  readonly address: () => Promise<string | null>
  /** What it printed last; for who asks why it does not answer. */
  readonly lastWords: () => string
  /** Begins anew. Calls that come meanwhile lead to one more beginning. */
  readonly restart: (why: string) => void
  readonly stop: () => Promise<void>
}

export interface KeepRunningOptions {
  readonly start: () => ServerProcess
  readonly say: (line: string) => void
  /** Called when the old server has been asked to end: what still waits for it may be let go. */
  readonly leaving: () => void
}

/** Editors write several files, and one of them in several steps. */
const settleMs = 120

/** Runs the server, again at each change. One that ends by itself waits for the next change. */
export function keepRunning({ start, say, leaving }: KeepRunningOptions): RunningServer {
  let stopping = false
  let wanted: string | null = null
  let current = begin(null)
  let turning: Promise<void> | null = null

  function begin(why: string | null): ServerProcess {
    if (why !== null) say(`The server starts again: ${why}`)
    const server = start()
    void tell(server, why === null ? 'ready' : 'ready again')
    return server
  }

  async function tell(server: ServerProcess, state: string): Promise<void> {
    const begun = performance.now()
    const address = await server.ready
    if (stopping || wanted !== null) return
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    if (address === null) say('The server did not start; it tries again after the next change')
    else say(`The server is ${state} after ${seconds} s`)
  }

  async function turn(): Promise<void> {
    while (wanted !== null) {
      await sleep(settleMs)
      const ended = current.stop()
      leaving()
      await ended
      const why: string = wanted
      wanted = null
      if (stopping) break
      current = begin(why)
    }
    turning = null
  }

  return {
    address: async () => {
      for (;;) {
        if (turning) await turning
        const asked = current
        const address = await asked.ready
        if (asked === current && !turning) return address
      }
    },
    lastWords: () => current.lastWords(),
    restart: (why) => {
      wanted = why
      turning ??= turn()
    },
    stop: async () => {
      stopping = true
      leaving()
      await Promise.all([current.stop(), turning])
    },
  }
}

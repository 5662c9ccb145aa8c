import { ingestionErrors } from './errors.ts'

export interface LineLimits {
  /** Works that run at once, of all tenants together; of one tenant runs one. */
  readonly together: number
  /** Longest wait in a line. */
  readonly patienceMs: number
  /** Whether a tenant's next work may begin now. Left out: always. */
  readonly mayBegin?: (tenantId: string) => boolean
}

/** A line for each tenant; tenants take turns. */
export interface Lines {
  /**
   * Runs work when it is its turn. Refuses with `waited_too_long`, and with the signal's reason who leaves the line; work that
   * has begun is not interrupted.
   */
  readonly run: <T>(tenantId: string, work: () => Promise<T>, signal?: AbortSignal) => Promise<T>
  /** Looks again who may begin. */
  readonly look: () => void
}

interface Line {
  readonly queue: Set<() => void>
  busy: boolean
}

/** Makes the lines of one process. */
export function createLines({ together, patienceMs, mayBegin = () => true }: LineLimits): Lines {
  /** In the order of their turns: who was served goes to the end. */
  const lines = new Map<string, Line>()
  let running = 0

  const look = (): void => {
    for (const [id, line] of lines) {
      if (running >= together) return
      const [begin] = line.queue
      if (!begin || line.busy || !mayBegin(id)) continue
      line.queue.delete(begin)
      line.busy = true
      running += 1
      lines.delete(id)
      lines.set(id, line)
      begin()
    }
  }

  const forget = (id: string, line: Line): void => {
    if (!line.busy && line.queue.size === 0) lines.delete(id)
  }

  const wait = async (tenantId: string, line: Line, signal: AbortSignal | undefined): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = (reason: unknown) => {
      if (!line.queue.delete(resolve)) return
      forget(tenantId, line)
      reject(reason as Error)
    }
    const onAbort = () => leave(signal?.reason)
    const seconds = Math.ceil(patienceMs / 1000)
    const timer = setTimeout(() => leave(ingestionErrors('waited_too_long', { seconds })), patienceMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    line.queue.add(resolve)
    look()
    await promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    })
  }

  return {
    look,
    run: async (tenantId, work, signal) => {
      signal?.throwIfAborted()
      const line: Line = lines.get(tenantId) ?? { queue: new Set(), busy: false }
      lines.set(tenantId, line)
      await wait(tenantId, line, signal)
      try {
        return await work()
      } finally {
        line.busy = false
        running -= 1
        forget(tenantId, line)
        look()
      }
    },
  }
}

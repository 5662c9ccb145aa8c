import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isOfDatabase } from '@tessera/database'
import { pluginErrors } from '@tessera/plugin-api'
import type { Caller } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'
import type { CallerContext } from '../identity/caller.ts'
import type { LivePlaces } from './live-places.ts'

/** A call that stays open: who sent it, and how its connection is broken. */
interface OpenCall {
  readonly headers: IncomingHttpHeaders
  readonly tenantId: string
  readonly judges: Map<(caller: Caller) => void, AbortController>
  readonly cut: () => void
}

/** Subscriptions that are open, whoever serves them. */
export interface OpenCalls {
  /** Takes a place for a call of a tenant, and gives its context what it needs. Refuses as `LivePlaces.take` does, and with `live_ending`. */
  readonly open: (call: {
    readonly headers: IncomingHttpHeaders
    readonly caller: CallerContext
    /** Breaks the connection at once. */
    readonly cut: () => void
    /** Called with what is to be done when the connection has ended. */
    readonly whenOver: (over: () => void) => void
  }) => Pick<CallerContext, 'judgeAgain' | 'cut'>
  /** Calls back before they are broken because the server stops. */
  readonly whenClosed: (closed: () => void) => void
  /** Breaks them all. */
  readonly close: () => void
}

/** Time between two judgements. All callers are read from the database together. */
const usualPauseMs = 2_000

/** Names a key or session. */
export const callerKey = (
  { sessionId }: Pick<CallerContext, 'sessionId'>,
  { authorization = '' }: IncomingHttpHeaders,
) => sessionId ?? hash('sha256', authorization, 'base64url')

/** Judges callers of one process again as long as their calls are open. */
export function openCalls(parts: {
  readonly places: LivePlaces
  /** Who sent a request, as the database knows it now. */
  readonly identify: (headers: IncomingHttpHeaders) => Promise<Caller>
  readonly pauseMs?: number
}): OpenCalls {
  const { places, identify, pauseMs = usualPauseMs } = parts
  const calls = new Set<OpenCall>()
  const closings: (() => void)[] = []
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  const judge = async (call: OpenCall) => {
    const refuse = (error: unknown) => {
      for (const ended of call.judges.values()) ended.abort(error)
    }
    let caller: Caller
    try {
      caller = await identify(call.headers)
      // why: what is sent belongs to the tenant the call was opened in
      if (caller.tenant?.id !== call.tenantId) throw pluginErrors('signed_out', {})
    } catch (error) {
      // why: a database that is away says nothing of the caller; nothing is sent meanwhile either
      if (!isOfDatabase(error)) refuse(error)
      return
    }
    for (const [passes, ended] of call.judges) {
      try {
        passes(caller)
      } catch (error) {
        ended.abort(error)
      }
    }
  }
  const schedule = () => {
    if (timer || isClosed || calls.size === 0) return
    timer = setTimeout(() => {
      void Promise.all([...calls].map(judge)).finally(() => {
        timer = null
        schedule()
      })
    }, pauseMs)
    timer.unref()
  }

  return {
    open: ({ headers, caller, cut, whenOver }) => {
      if (isClosed) throw serverErrors('live_ending', {})
      // why: who acts in no tenant is refused by the gate
      if (!caller.tenant) return {}
      const leave = places.take({ tenantId: caller.tenant.id, caller: callerKey(caller, headers) })
      const call: OpenCall = { headers, tenantId: caller.tenant.id, judges: new Map(), cut }
      calls.add(call)
      schedule()
      whenOver(() => {
        leave()
        calls.delete(call)
      })
      const judgeAgain = (passes: (caller: Caller) => void) => {
        const ended = new AbortController()
        call.judges.set(passes, ended)
        return ended.signal
      }
      return { judgeAgain, cut }
    },
    whenClosed: (closed) => void closings.push(closed),
    close: () => {
      isClosed = true
      for (const closed of closings) closed()
      if (timer) clearTimeout(timer)
      for (const { cut } of calls) cut()
    },
  }
}

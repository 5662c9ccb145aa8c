import { useCallback, useEffect, useState } from 'react'
import { useLive } from '@tessera/plugin-api/web'
import { plugin } from '../plugin.ts'

/** An answer of the server, as far as it is there. */
export type Answer<T> = { readonly value: T } | { readonly problem: string } | null

/** Asks the server, and asks anew when scores or accounts have changed. `ask` must be the same function while the question is. */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [answer, show] = useState<Answer<T>>(null)
  const load = useCallback(
    (signal: AbortSignal) => {
      ask(signal)
        .then((value) => show({ value }))
        .catch((error: unknown) => signal.aborted || show({ problem: Object(error).message }))
    },
    [ask],
  )
  useEffect(() => {
    const left = new AbortController()
    load(left.signal)
    return () => left.abort()
  }, [load])
  const again = () => load(AbortSignal.timeout(30_000))
  useLive(plugin, 'health_changed', again)
  useLive(plugin, 'account_changed', again)
  return answer
}

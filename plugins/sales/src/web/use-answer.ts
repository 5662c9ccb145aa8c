import { useEffect, useState } from 'react'

/** An answer of the server, as far as it is there. */
export type Answer<T> = { readonly value: T } | { readonly problem: string } | null

/** Asks the server. `ask` must be the same function while the question is. */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [answer, show] = useState<Answer<T>>(null)
  useEffect(() => {
    const left = new AbortController()
    ask(left.signal)
      .then((value) => left.signal.aborted || show({ value }))
      .catch((error: unknown) => left.signal.aborted || show({ problem: Object(error).message }))
    return () => left.abort()
  }, [ask])
  return answer
}

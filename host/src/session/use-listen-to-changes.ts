import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { metricsChanged, settingsChanged, type MetricQuery, type MetricsChanged } from '@tessera/plugin-api/wire'
import { isSignedOut, problemOf } from '../api/problem-of.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import type { SignedInSession } from './session-context.ts'
import { gatherChanges, type Changed } from '../live/gather-changes.ts'
import { keepOpen } from '../live/keep-open.ts'
import type { LiveFigures } from '../live/live-context.ts'
import { liveMoments } from '../live/live-moments.ts'

/** Changes are told at most this often: a figure that changes all the time is asked for once a second. */
const pauseMs = 1_000

/** Metrics of a kept question, whose key is tRPC's. */
function metricsIn(queryKey: readonly unknown[]): readonly string[] {
  const { input } = Object(queryKey[1]) as { readonly input?: MetricQuery }
  return input?.metrics.map(({ id }) => id) ?? []
}

/**
 * Listens to changes of the tenant's data and settings, with one stream for the page, and asks for what they concern again. A demo
 * tenant's clock stands still, so its questions are asked as they are, and its session again: the clock may have begun to go.
 */
export function useListenToChanges(session: SignedInSession): LiveFigures {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [isOn, setOn] = useState(false)
  const [moments] = useState(liveMoments)
  const isPinned = session.tenant.asOf !== null
  const mayAsk = session.scopes.includes('metrics:read')
  // why: the data are known as they stood before the first question was asked
  const lastSeen = useRef(session.dataVersion)

  useEffect(() => {
    if (!mayAsk) return
    const tell = ({ metrics, at }: Changed) => {
      if (!isPinned) moments.note(metrics && [...metrics], at)
      else void queries.invalidateQueries({ queryKey: trpc.session.me.queryKey() })
      void queries.invalidateQueries({
        queryKey: trpc.metrics.query.queryKey(),
        predicate: ({ queryKey }) => metrics === null || metricsIn(queryKey).some((metric) => metrics.has(metric)),
      })
    }
    const gathered = gatherChanges(tell, pauseMs)
    const close = keepOpen(
      ({ started, failed }) => {
        const subscription = client.live.listen.subscribe(
          { topics: [metricsChanged, settingsChanged], lastEventId: lastSeen.current },
          {
            onStarted: started,
            onConnectionStateChange: ({ state }) => setOn(state === 'pending'),
            onData: ({ id, data: message }) => {
              lastSeen.current = id
              if (message.topic === settingsChanged) {
                void queries.invalidateQueries({ queryKey: trpc.session.me.queryKey() })
                return
              }
              const { metrics, at } = message.data as MetricsChanged
              if (metrics?.length !== 0) gathered.add(metrics, at)
            },
            onError: (error) => {
              setOn(false)
              if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: trpc.session.me.queryKey() })
              failed(error)
            },
            onComplete: () => failed(null),
          },
        )
        return () => {
          setOn(false)
          subscription.unsubscribe()
        }
      },
      (error) => error !== null && problemOf(error).status === 403,
    )
    return () => {
      close()
      gathered.stop()
    }
  }, [client, isPinned, mayAsk, moments, queries, trpc])

  return useMemo(() => ({ moments, isOn }), [moments, isOn])
}

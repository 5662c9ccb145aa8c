import { QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchStreamLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { provideClient, provideLive } from '@tessera/plugin-api/web'
import { topicListeners } from '../live/topic-listeners.ts'
import type { AppRouter } from './app-router.ts'
import { asksAgain } from './asks-again.ts'
import { isElsewhere, isSignedOut, mayPass, problemOf } from './problem-of.ts'
import { tenantBase } from './tenant-address.ts'

/** The typed procedures of the server, for components. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

/**
 * Opens a stream for each subscription, sends other calls made in the same tick as one request, in the tenant of the page, and hands
 * over each answer as soon as it is there. Plugin pages use it too.
 */
export function makeClient() {
  const url = `${tenantBase()}/api/trpc`
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpBatchStreamLink({ url, maxURLLength: 8000, maxItems: 24 }),
      }),
    ],
  })
  provideClient(client)
  provideLive(
    topicListeners(
      (topics, { started, failed, told }) => {
        const subscription = client.live.listen.subscribe(
          { topics: [...topics] },
          {
            onStarted: started,
            onData: ({ data: { topic, data } }) => told({ topic, data }),
            onError: failed,
            onComplete: () => failed(null),
          },
        )
        return () => subscription.unsubscribe()
      },
      (error) => error !== null && !mayPass(problemOf(error)),
    ),
  )
  return client
}

/** The page's cache of answers. One that says the person is signed out, or of the tenant no more, makes the session be asked again. */
export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if ((isSignedOut(error) || isElsewhere(error)) && String(queryKey[0]) !== String(sessionKey[0]))
          void client.invalidateQueries({ queryKey: sessionKey })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: asksAgain,
      },
    },
  })
  return client
}

const sessionKey = [['session', 'me']]

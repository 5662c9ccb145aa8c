import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { cssVariables } from '@tessera/ui'
import { makeClient, makeQueryClient, TRPCProvider } from '../api/trpc.ts'
import { hostTheme } from './host-theme.ts'
import { makeRouter } from './router.tsx'
import '@tessera/ui/styles'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './base.css'
import './host.css'
import '../controls/stacked-table.css'
import '../catalogue/catalogue.css'
import '../dashboard/dashboard-grid.css'
import '../explain/explain.css'

/** The whole application: theme, server, routes. */
export function App() {
  const [client] = useState(makeClient)
  const [queries] = useState(makeQueryClient)
  const [router] = useState(makeRouter)
  return (
    <MantineProvider theme={hostTheme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <TRPCProvider trpcClient={client} queryClient={queries}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </TRPCProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

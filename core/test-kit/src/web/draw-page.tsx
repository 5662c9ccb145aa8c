import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { PageProps } from '@tessera/plugin-api/web'
import { cssVariables, theme } from '@tessera/ui'
import { PageHostContext, type PageHost } from '@tessera/ui/page'
import { act, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'

/** A drawn page, and what makes it go on. */
export interface Drawn {
  readonly main: HTMLElement
  /** Does something to it and lets it draw what follows. */
  readonly change: (what: () => void | Promise<void>) => Promise<void>
  readonly leave: () => Promise<void>
}

/** Draws a page into the document that there is. */
export async function drawPage(page: {
  readonly host: PageHost
  readonly Component: ComponentType<PageProps>
  readonly params: PageProps['params']
}): Promise<Drawn> {
  const { host, Component, params } = page
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  const main = document.createElement('main')
  document.body.append(main)
  const root = createRoot(main)
  const queries = new QueryClient()
  const change: Drawn['change'] = (what) => act(async () => void (await what()))
  await change(() =>
    root.render(
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
        <QueryClientProvider client={queries}>
          <PageHostContext value={host}>
            <Component params={params} />
          </PageHostContext>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  )
  const leave = async () => {
    await change(() => root.unmount())
    queries.clear()
    Reflect.deleteProperty(globalThis, 'IS_REACT_ACT_ENVIRONMENT')
  }
  return { main, change, leave }
}

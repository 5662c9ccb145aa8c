import type { Server } from 'node:http'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'

/** Opens the builder of pages: each file is built when it is asked for, and shown anew when it changes. */
export function servePages(root: string, http: Server): Promise<ViteDevServer> {
  return createServer({
    configFile: join(root, 'vite.config.ts'),
    configLoader: 'native',
    cacheDir: join(root, 'node_modules/.cache/tessera/vite'),
    appType: 'spa',
    logLevel: 'warn',
    clearScreen: false,
    server: {
      middlewareMode: true,
      // why: a page whose plugin is broken says so itself; the overlay would cover all others
      hmr: { server: http, overlay: false },
    },
  })
}

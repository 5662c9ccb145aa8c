import { once } from 'node:events'
import { createServer } from 'node:http'
import { join, relative, resolve } from 'node:path'
import { forwardTo } from './forward.ts'
import { keepRunning } from './keep-running.ts'
import { lookAtTypes } from './look-at-types.ts'
import { servePages } from './serve-pages.ts'
import { startServerProcess } from './server-process.ts'

/** Folder with `plugins/`, `host/` and `server/`: the repository when nothing else is asked for. */
const root = resolve(process.env['TESSERA_ROOT'] ?? join(import.meta.dirname, '../../../..'))

const say = (line: string) => void process.stdout.write(`${line}\n`)

const isCode = (file: string) =>
  /\.[cm]?[jt]sx?$|\/package\.json$/.test(file) && !/[\\/]node_modules[\\/]|\.test\.tsx?$/.test(file)

/**
 * Runs server, pages and compiler together on one port, and has each follow what changes. What fails is told and waits for the next
 * change; a signal ends all of it.
 */
export async function runDevelopment(): Promise<void> {
  const { HOST = '127.0.0.1', PORT = '4000', TESSERA_DEV_TYPES = '1' } = process.env
  const http = createServer()
  http.listen(Number(PORT), HOST)
  try {
    await once(http, 'listening')
  } catch (error) {
    say(
      `${HOST}:${PORT} cannot be listened on (${Object(error).code}); stop what runs there, or choose another: PORT=4001 npx pnpm dev`,
    )
    process.exitCode = 1
    return
  }
  const address = Object(http.address())
  const pages = await servePages(root, http)
  const files = new Set<string>()
  const loaded = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    pages.watcher.add(file)
  }
  const forward = forwardTo(() => server)
  const start = () => startServerProcess({ root, env: { HOST }, said: say, loaded })
  const server = keepRunning({ start, say, leaving: forward.letGo })
  http.on('request', (request, response) => {
    if (!forward.take(request, response)) pages.middlewares(request, response)
  })

  http.on('upgrade', (request, socket) => void forward.takeUpgrade(request, socket))

  const types = lookAtTypes(root, say)
  // why: the first look takes half a minute of the machine, which the first page needs more
  let typesMatter = false
  const changed = (file: string) => server.restart(`${relative(root, file)} changed`)
  pages.watcher.on('all', (event, file) => {
    const isDoor = /\/plugins\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file.replaceAll('\\', '/'))
    // why: a file that was missing is not among those that were loaded
    const isNew = event === 'add' && isCode(file) && !file.startsWith(join(root, 'host'))
    if (typesMatter && isCode(file)) types.look()
    if (files.has(file) || isDoor) changed(file)
    else if (isNew) void server.address().then((up) => up === null && changed(file))
  })

  const end = endOnce(async () => {
    types.end()
    http.closeAllConnections()
    await Promise.all([server.stop(), pages.close()])
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)

  say(`Tessera starts on http://${HOST}:${address.port}; what you change is shown there`)
  if ((await server.address()) !== null) say(`Ready: http://${HOST}:${address.port}`)
  typesMatter = TESSERA_DEV_TYPES !== '0'
  if (typesMatter) types.look()
}

/** Ends the process in good order, and at once when asked again. */
function endOnce(stop: () => Promise<void>): () => void {
  let ending = false
  return () => {
    if (ending) process.exit(1)
    ending = true
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
}

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchCase } from '../bench-case.ts'
import { largeTenant } from '../data/world.ts'
import { withEmptyDatabase } from '../database/empty-database.ts'
import { floorRequest } from '../load/batch.ts'
import { productEnv } from '../load/open-servers.ts'
import { openCaller } from '../load/send.ts'
import { floorServer, productServer, startServer, type ServerProcess } from '../load/server-process.ts'
import { panels } from '../questions/panels.ts'
import { windowOf } from '../questions/windows.ts'
import { atMost, type Figure } from '../report/figure.ts'

const repository = join(import.meta.dirname, '../../..')
const restMs = 3_000

/**
 * Does something with a copy of Node that lies in memory. Of a file on a disk some systems map two megabytes at a time, so that an empty process
 * holds 77 MiB instead of 41; these pages are one for all processes and say nothing of a server.
 */
async function inSmallPages<T>(run: (node: string) => Promise<T>): Promise<T> {
  if (!existsSync('/dev/shm')) return run(process.execPath)
  const folder = mkdtempSync('/dev/shm/tessera-bench-')
  try {
    copyFileSync(process.execPath, join(folder, 'node'))
    return await run(join(folder, 'node'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Memory before and after the first request, each once the process has come to rest. */
async function held(server: ServerProcess, first: () => Promise<unknown>): Promise<{ start: number; first: number }> {
  await sleep(restMs)
  const start = server.residentMiB()
  await first()
  await sleep(restMs)
  const after = server.residentMiB()
  if (start === null || after === null) throw new Error('this system does not tell how much memory a process holds')
  return { start, first: after }
}

/** A folder to start from with the host and one of the shipped plugins. */
function withOneDomain(): string {
  const root = mkdtempSync(join(tmpdir(), 'tessera-bench-one-'))
  mkdirSync(join(root, 'plugins'))
  for (const part of ['node_modules', 'package.json', 'vite.config.ts', 'host', 'plugins/integrations'])
    symlinkSync(join(repository, part), join(root, part))
  return root
}

async function ofProduct(
  url: string,
  root: string,
  node: string,
): Promise<{ start: number; first: number; readyMs: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-bench-server-'))
  try {
    // why: the first start on a machine builds pages and fills caches; what is asked is what a server holds every day
    const once = await startServer(productServer, productEnv(url, dataDir, root), node)
    await once.stop()
    const begun = performance.now()
    const server = await startServer(productServer, productEnv(url, dataDir, root), node)
    const readyMs = performance.now() - begun
    try {
      const memory = await held(server, async () => {
        const page = await fetch(server.address, { headers: { accept: 'text/html' } })
        const answer = await fetch(`${server.address}/readyz`)
        if (!page.ok || !answer.ok) throw new Error(`the server answered ${page.status} and ${answer.status}`)
      })
      return { ...memory, readyMs }
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function ofFloor(url: string, node: string): Promise<{ start: number; first: number }> {
  const server = await startServer(floorServer, { DATABASE_URL: url }, node)
  const caller = openCaller(server, 1)
  try {
    return await held(server, () => {
      const asked = panels.slice(0, 1).map((question) => ({ question, window: windowOf(question.days, 0) }))
      return caller.send(floorRequest(largeTenant, asked, false))
    })
  } finally {
    await caller.close()
    await server.stop()
  }
}

/** What a server holds in memory, beside the database, and how long it takes to start: with one domain by the floor, and with all shipped plugins. */
export const memory: BenchCase = {
  name: 'memory',
  run: async ({ database }) => {
    const one = withOneDomain()
    const { single, all, floor } = await inSmallPages(async (node) => ({
      single: await withEmptyDatabase(database.url, (url) => ofProduct(url, one, node)),
      all: await withEmptyDatabase(database.url, (url) => ofProduct(url, repository, node)),
      floor: await ofFloor(database.url, node),
    }))
    rmSync(one, { recursive: true, force: true })
    const ratio = single.first / floor.first
    const figures: Figure[] = [
      {
        name: 'with one domain, after start and first request, by the floor',
        value: ratio,
        unit: '×',
        goal: atMost(ratio, 1.5, '×'),
        from: {
          'product after start (MiB)': single.start,
          'product after first request (MiB)': single.first,
          'floor after start (MiB)': floor.start,
          'floor after first request (MiB)': floor.first,
        },
      },
      {
        name: 'with all shipped plugins, after start and first request',
        value: all.first,
        unit: 'MiB',
        goal: atMost(all.first, 200, 'MiB'),
        from: { 'after start (MiB)': all.start },
      },
      {
        name: 'second start with all shipped plugins, until it answers',
        value: all.readyMs,
        unit: 'ms',
        goal: atMost(all.readyMs, 6_000, 'ms'),
        from: { 'with one domain': single.readyMs },
      },
    ]
    const title = 'resident memory of a server, beside Fastify, tRPC and pg, and its second start'
    return { name: 'memory', title, figures, notes: [] }
  },
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchCase, CaseContext } from '../bench-case.ts'
import { largeTenant } from '../data/world.ts'
import { openBenchDatabase, type BenchDatabase } from '../database/bench-database.ts'
import { productRequest } from '../load/batch.ts'
import { keyOf } from '../load/key-of.ts'
import { productEnv } from '../load/open-servers.ts'
import { openCaller } from '../load/send.ts'
import { productServer, startServer } from '../load/server-process.ts'
import { interleave } from '../measure/interleave.ts'
import { median } from '../measure/quantile.ts'
import { askEstimate, panels } from '../questions/panels.ts'
import { windowOf } from '../questions/windows.ts'
import { atMost, type Figure } from '../report/figure.ts'

const sizes = [500_000, 5_000_000, 20_000_000]

/** All twelve panels; distinct users over a month, which no sums can tell, as an estimate from sketches. */
const growing = panels.map((panel) => (panel.name === 'users_providers' ? { ...panel, ask: askEstimate } : panel))

interface Sized {
  readonly name: string
  readonly ask: (round: number) => Promise<unknown>
  readonly close: () => Promise<void>
}

async function openSized(context: CaseContext, events: number): Promise<Sized> {
  const { options, cluster } = context
  const same = events === options.events
  const database: BenchDatabase = same
    ? context.database
    : await openBenchDatabase(cluster, { events, keep: options.keep, floor: false })
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-bench-server-'))
  const server = await startServer(productServer, productEnv(database.url, dataDir))
  const caller = openCaller(server, 1)
  const key = await keyOf(database, largeTenant)
  return {
    name: `${events / 1_000_000} million`,
    ask: (round) =>
      caller.send(
        productRequest(
          key,
          growing.map((question) => question.ask(windowOf(question.days, 5 + round))),
        ),
      ),
    close: async () => {
      await caller.close()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
      if (!same) await database.close()
    },
  }
}

/** The same dashboard over the same days, while forty times the events come in. */
export const growth: BenchCase = {
  name: 'growth',
  wanted: ({ growth: asked }) => asked,
  run: async (context) => {
    const opened: Sized[] = []
    const figures: Figure[] = []
    try {
      for (const size of sizes) opened.push(await openSized(context, size))
      const samples = await interleave(
        context.options.rounds,
        Object.fromEntries(opened.map(({ name, ask }) => [name, ask])),
      )
      const [first, ...rest] = opened.map(({ name }) => ({ name, ms: median(samples[name] ?? []) }))
      for (const { name, ms } of first ? rest : []) {
        const value = ms / (first?.ms ?? Number.NaN)
        const from = { [`ms at ${first?.name}`]: first?.ms ?? Number.NaN, [`ms at ${name}`]: ms }
        figures.push({ name: `${name} by ${first?.name}`, value, unit: '×', goal: atMost(value, 1.5, '×'), from })
      }
    } finally {
      for (const one of opened) await one.close()
    }
    return {
      name: 'growth',
      title: 'the dashboard of the largest tenant, cold, with distinct users over a month estimated from sketches',
      figures,
      notes: [],
    }
  },
}

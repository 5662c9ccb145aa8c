import { CompiledQuery } from 'kysely'
import type { BenchCase } from '../bench-case.ts'
import { largeTenant, middleTenant, type BenchTenant } from '../data/world.ts'
import { askerOf } from '../database/ask.ts'
import type { BenchDatabase } from '../database/bench-database.ts'
import { floorRequest, productRequest } from '../load/batch.ts'
import { openServers, type Servers } from '../load/open-servers.ts'
import { interleave } from '../measure/interleave.ts'
import { median, quantile } from '../measure/quantile.ts'
import { panels } from '../questions/panels.ts'
import { assertSameAnswer } from '../questions/assert-same-answer.ts'
import type { Question } from '../questions/question.ts'
import { windowOf } from '../questions/windows.ts'
import { atMost, type Figure } from '../report/figure.ts'

/** Most days a window is moved back, so that none is asked twice. */
const usedDays = 5

async function measureDashboard(servers: Servers, tenant: BenchTenant, rounds: number): Promise<Figure[]> {
  const key = await servers.keyOf(tenant)
  const asked = (back: number) => panels.map((question) => ({ question, window: windowOf(question.days, back) }))
  const product = (back: number) =>
    servers.product.send(
      productRequest(
        key,
        asked(back).map(({ question, window }) => question.ask(window)),
      ),
    )
  const floor = (back: number, cached: boolean) => servers.floor.send(floorRequest(tenant, asked(back), cached))
  const cold = await interleave(rounds, {
    product: (round) => product(usedDays + round),
    floor: (round) => floor(usedDays + round, false),
  })
  const warm = await interleave(rounds * 5, { product: () => product(0), floor: () => floor(0, true) })
  const figure = (name: string, limit: number, samples: typeof cold): Figure => {
    const value = median(samples.product) / median(samples.floor)
    const from = {
      'product p50': median(samples.product),
      p95: quantile(samples.product, 0.95),
      'floor p50': median(samples.floor),
      'floor p95': quantile(samples.floor, 0.95),
    }
    return { name: `${name}, ${tenant.slug}`, value, unit: '×', goal: atMost(value, limit, '×'), from }
  }
  return [figure('cold: product by floor', 1.5, cold), figure('warm: product by floor', 2.5, warm)]
}

/** Both answer the same questions, or there is nothing to compare. */
async function checkPanels({ services }: BenchDatabase, tenant: BenchTenant): Promise<void> {
  const asker = askerOf(services, tenant)
  for (const question of panels) {
    const window = windowOf(question.days, 3)
    const { text, values } = question.hand(tenant.id, window)
    const { rows } = await services.database.maintenance.executeQuery(CompiledQuery.raw(text, [...values]))
    const cells = rows.map((row) => Object.values(row as object) as unknown[])
    assertSameAnswer(question.name, await asker.ask(question.ask(window)), cells)
  }
}

/** Each panel alone, to tell which of them costs what. */
async function perPanel(servers: Servers, tenant: BenchTenant, rounds: number): Promise<Figure[]> {
  const key = await servers.keyOf(tenant)
  const figures: Figure[] = []
  for (const question of panels) {
    const one = (back: number): { question: Question; window: ReturnType<typeof windowOf> }[] => [
      { question, window: windowOf(question.days, 100 + back) },
    ]
    const samples = await interleave(rounds, {
      product: (round) =>
        servers.product.send(
          productRequest(
            key,
            one(round).map((asked) => asked.question.ask(asked.window)),
          ),
        ),
      floor: (round) => servers.floor.send(floorRequest(tenant, one(round), false)),
    })
    const from = { 'product p50': median(samples.product), 'floor p50': median(samples.floor) }
    const value = from['product p50'] - from['floor p50']
    figures.push({ name: `  ${question.name}, ${tenant.slug}: over floor`, value, unit: 'ms', from })
  }
  return figures
}

/** A dashboard of twelve panels in one batch, in windows never asked before and asked again. */
export const dashboard: BenchCase = {
  name: 'dashboard',
  run: async ({ database, options }) => {
    const servers = await openServers(database)
    const figures: Figure[] = []
    try {
      for (const tenant of [largeTenant, middleTenant]) {
        await checkPanels(database, tenant)
        figures.push(...(await measureDashboard(servers, tenant, options.rounds)))
        figures.push(...(await perPanel(servers, tenant, Math.ceil(options.rounds / 2))))
      }
    } finally {
      await servers.close()
    }
    return {
      name: 'dashboard',
      title: 'twelve panels in one batch, beside Fastify, tRPC and SQL by hand over tables kept for it',
      figures,
      notes: panels.map(({ name, title }) => `${name}: ${title}`),
    }
  },
}

import type { BenchCase } from '../bench-case.ts'
import { largeTenant } from '../data/world.ts'
import { floorRequest, productRequest } from '../load/batch.ts'
import { openServers } from '../load/open-servers.ts'
import { openLoad, type Load } from '../load/run-load.ts'
import type { ServerProcess } from '../load/server-process.ts'
import type { LoadOrder, LoadReport } from '../load/generator.ts'
import { median } from '../measure/quantile.ts'
import { panels } from '../questions/panels.ts'
import { windowOf } from '../questions/windows.ts'
import { atLeast, type Figure } from '../report/figure.ts'

const shown = ['attempts', 'events_daily']
const concurrencies = [1, 16, 64]
const seconds = 2
const rounds = 3

interface Measured extends LoadReport {
  /** CPU of the server for one request, in microseconds: what other programs take away does not count. */
  readonly cpu: number
}

const middle = (reports: readonly Measured[], field: keyof Measured) => median(reports.map((one) => one[field]))

async function measured(load: Load, server: ServerProcess, order: LoadOrder): Promise<Measured> {
  const before = server.cpuSeconds()
  const report = await load.run(order)
  const after = server.cpuSeconds()
  const cpu = before === null || after === null ? Number.NaN : ((after - before) / report.requests) * 1e6
  return { ...report, cpu }
}

/** One cached panel, asked for as fast as answers come back. */
export const throughput: BenchCase = {
  name: 'throughput',
  run: async ({ database }) => {
    const servers = await openServers(database)
    const load = openLoad()
    const figures: Figure[] = []
    try {
      const key = await servers.keyOf(largeTenant)
      for (const question of panels.filter(({ name }) => shown.includes(name))) {
        const window = windowOf(question.days, 0)
        const targets = {
          product: { address: servers.product.address, requests: [productRequest(key, [question.ask(window)])] },
          floor: {
            address: servers.floor.address,
            requests: [floorRequest(largeTenant, [{ question, window }], true)],
          },
        }
        for (const concurrency of concurrencies) {
          const reports = { product: [] as Measured[], floor: [] as Measured[] }
          for (let round = 0; round < rounds; round += 1) {
            const order = ['product', 'floor'] as const
            for (const name of round % 2 === 0 ? order : order.toReversed()) {
              reports[name].push(await measured(load, servers[name], { ...targets[name], concurrency, seconds }))
            }
          }
          const value = middle(reports.product, 'perSecond') / middle(reports.floor, 'perSecond')
          figures.push({
            name: `${question.name}, ${concurrency} callers: product by floor`,
            value,
            unit: '×',
            ...(concurrency === 16 ? { goal: atLeast(value, 0.5, '×') } : {}),
            from: {
              'product req/s': middle(reports.product, 'perSecond'),
              'p50 ms': middle(reports.product, 'p50'),
              'p95 ms': middle(reports.product, 'p95'),
              'CPU µs': middle(reports.product, 'cpu'),
              'floor req/s': middle(reports.floor, 'perSecond'),
              'floor p50 ms': middle(reports.floor, 'p50'),
              'floor p95 ms': middle(reports.floor, 'p95'),
              'floor CPU µs': middle(reports.floor, 'cpu'),
            },
          })
        }
      }
    } finally {
      await load.stop()
      await servers.close()
    }
    return { name: 'throughput', title: 'one cached panel, beside tRPC with a Map behind it', figures, notes: [] }
  },
}

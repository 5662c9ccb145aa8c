import { join } from 'node:path'
import type { BenchCase } from '../bench-case.ts'
import { openLoad, type Load } from '../load/run-load.ts'
import { startServer, type ServerProcess } from '../load/server-process.ts'
import { median } from '../measure/quantile.ts'
import { atMost, type Figure } from '../report/figure.ts'
import { frameworks, type Framework } from '../service/frameworks.ts'

const file = (name: string) => join(import.meta.dirname, '../service', `${name}.ts`)
const concurrency = 16
const seconds = 2
const rounds = 7
const users = 200

interface Measured {
  readonly requests: number
  /** CPU of the service for one request, all threads, in microseconds: what other programs take away does not count. */
  readonly cpu: number
  readonly perSecond: number
}

const requests = Array.from({ length: users }, (_, n) => ({ path: `/things/${n}`, headers: { 'x-user': `user-${n}` } }))

async function measured(load: Load, server: ServerProcess): Promise<Measured> {
  const before = server.cpuSeconds()
  const report = await load.run({ address: server.address, requests, concurrency, seconds })
  const after = server.cpuSeconds()
  const cpu = before === null || after === null ? Number.NaN : ((after - before) / report.requests) * 1e6
  return { cpu, perSecond: report.perSecond, requests: report.requests }
}

/** Rows that were recorded and came; what found no room is not among them. */
async function rowsOf(taker: ServerProcess): Promise<number> {
  const answer = await fetch(taker.address)
  return ((await answer.json()) as { readonly stored: number }).stored
}

async function compare(framework: Framework, { load, taker }: { load: Load; taker: ServerProcess }): Promise<Figure> {
  const env = { FRAMEWORK: framework }
  const servers = {
    bare: await startServer(file('service'), env),
    recorded: await startServer(file('service'), { ...env, TAKER: taker.address }),
  }
  try {
    const before = await rowsOf(taker)
    let requestsRecorded = 0
    const reports = { bare: [] as Measured[], recorded: [] as Measured[] }
    for (let round = -1; round < rounds; round += 1) {
      const order = ['bare', 'recorded'] as const
      for (const name of round % 2 === 0 ? order : order.toReversed()) {
        const report = await measured(load, servers[name])
        if (name === 'recorded') requestsRecorded += report.requests
        if (round >= 0) reports[name].push(report)
      }
    }
    const middle = (name: 'bare' | 'recorded', field: keyof Measured) => median(reports[name].map((one) => one[field]))
    const value = middle('recorded', 'cpu') - middle('bare', 'cpu')
    return {
      name: `${framework}: CPU of a request above the bare server`,
      value,
      unit: 'µs',
      goal: atMost(value, 50, 'µs'),
      from: {
        recorded: middle('recorded', 'cpu'),
        bare: middle('bare', 'cpu'),
        'recorded req/s': middle('recorded', 'perSecond'),
        'rows taken by requests': ((await rowsOf(taker)) - before) / requestsRecorded,
        'bare req/s': middle('bare', 'perSecond'),
      },
    }
  } finally {
    await Promise.all([servers.bare.stop(), servers.recorded.stop()])
  }
}

/** What the middlewares cost a service, beside the same service without them. */
export const middleware: BenchCase = {
  name: 'middleware',
  run: async () => {
    const load = openLoad()
    const taker = await startServer(file('taker'), {})
    const figures: Figure[] = []
    try {
      for (const framework of Object.keys(frameworks) as Framework[]) {
        figures.push(await compare(framework, { load, taker }))
      }
    } finally {
      await load.stop()
      await taker.stop()
    }
    return {
      name: 'middleware',
      title: 'a service that is recorded, each request with its user, beside the same service bare',
      figures,
      notes: [
        `${concurrency} callers; what is recorded is sent in the same process, to a server that takes it at once`,
      ],
    }
  },
}

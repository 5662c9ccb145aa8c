import type { BenchCase } from '../bench-case.ts'
import { middleTenant } from '../data/world.ts'
import { floorRequest, productRequest } from '../load/batch.ts'
import { openServers } from '../load/open-servers.ts'
import { openLoad } from '../load/run-load.ts'
import { panels } from '../questions/panels.ts'
import type { Question } from '../questions/question.ts'
import { questions } from '../questions/questions.ts'
import { windowOf } from '../questions/windows.ts'
import type { Figure } from '../report/figure.ts'

const concurrencies = [1, 16, 64]
/** Requests of one figure with windows of their own. */
const cold = 40
const seconds = 2

interface Asked {
  readonly name: string
  readonly requests: readonly (readonly Question[])[]
}

/** A page in one batch, and questions one by one. */
const kinds: readonly Asked[] = [
  { name: 'dashboard', requests: [panels] },
  { name: 'questions', requests: questions.map((question) => [question]) },
]

/** The dashboard and the eight questions from several callers at once, never asked before and asked again. */
export const callers: BenchCase = {
  name: 'callers',
  run: async ({ database }) => {
    const servers = await openServers(database)
    const load = openLoad()
    const figures: Figure[] = []
    try {
      const key = await servers.keyOf(middleTenant)
      const asked = (batch: readonly Question[], back: number) =>
        batch.map((question) => ({ question, window: windowOf(question.days, back) }))
      const product = (batch: readonly Question[], back: number) =>
        productRequest(
          key,
          asked(batch, back).map(({ question, window }) => question.ask(window)),
        )
      const measure = async (name: string, concurrency: number, order: (of: 'product' | 'floor') => object) => {
        const run = async (of: 'product' | 'floor') =>
          load.run({ address: servers[of].address, concurrency, requests: [], ...order(of) })
        const [ours, floors] = [await run('product'), await run('floor')]
        figures.push({
          name: `${name}, ${concurrency} callers: product by floor`,
          value: ours.perSecond / floors.perSecond,
          unit: '×',
          from: {
            'product req/s': ours.perSecond,
            'p50 ms': ours.p50,
            'p95 ms': ours.p95,
            'floor req/s': floors.perSecond,
            'floor p50 ms': floors.p50,
            'floor p95 ms': floors.p95,
          },
        })
      }
      for (const { name, requests } of kinds) {
        for (const [place, concurrency] of concurrencies.entries()) {
          const each = Array.from({ length: cold }, (_, n) => ({
            batch: requests[n % requests.length] ?? [],
            back: 10 + place * cold + n,
          }))
          await measure(`${name} cold`, concurrency, (of) => ({
            requests: each.map(({ batch, back }) =>
              of === 'product' ? product(batch, back) : floorRequest(middleTenant, asked(batch, back), false),
            ),
          }))
          await measure(`${name} warm`, concurrency, (of) => ({
            seconds,
            requests: requests.map((batch) =>
              of === 'product' ? product(batch, 0) : floorRequest(middleTenant, asked(batch, 0), true),
            ),
          }))
        }
      }
    } finally {
      await load.stop()
      await servers.close()
    }
    return {
      name: 'callers',
      title: 'the dashboard and the eight questions from several callers at once, beside SQL by hand and a Map',
      figures,
      notes: ['dashboard: twelve panels in one batch; questions: one a request, over rows by hand'],
    }
  },
}

import { Pool } from 'undici'
import { quantile } from '../measure/quantile.ts'
import type { Request } from './batch.ts'

/** What a generator is told to do. */
export interface LoadOrder {
  readonly address: string
  readonly requests: readonly Request[]
  readonly concurrency: number
  /** How long the requests are sent again and again; left out, each is sent once. */
  readonly seconds?: number
}

/** What it saw. */
export interface LoadReport {
  readonly requests: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
}

/** Sends requests in turn from so many callers, each waiting for its answer before it asks anew. */
async function generate({ address, requests, concurrency, seconds }: LoadOrder): Promise<LoadReport> {
  const pool = new Pool(address, { connections: concurrency, pipelining: 1 })
  const times: number[] = []
  const call = async ({ path, headers }: Request) => {
    const begin = performance.now()
    const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
    await body.dump({ limit: Infinity })
    if (statusCode !== 200) throw new Error(`the server answered ${statusCode}`)
    return performance.now() - begin
  }
  const [first] = requests
  if (first && seconds !== undefined) await Promise.all(Array.from({ length: concurrency }, () => call(first)))
  const begin = performance.now()
  const goesOn = (sent: number) =>
    seconds === undefined ? sent < requests.length : performance.now() < begin + seconds * 1000
  let sent = 0
  const caller = async () => {
    while (goesOn(sent)) {
      const request = requests[sent % requests.length] as Request
      sent += 1
      times.push(await call(request))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, caller))
  const perSecond = times.length / ((performance.now() - begin) / 1000)
  await pool.close()
  return { requests: times.length, perSecond, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

process.on('message', (order: LoadOrder) => {
  generate(order).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})

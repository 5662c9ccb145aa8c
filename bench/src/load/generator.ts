import { Pool } from 'undici'
import { quantile } from '../measure/quantile.ts'
import type { Request } from './batch.ts'

/** What a generator is told to do. */
export interface LoadOrder {
  readonly address: string
  readonly request: Request
  readonly concurrency: number
  readonly seconds: number
}

/** What it saw. */
export interface LoadReport {
  readonly requests: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
}

/** Sends one request again and again from so many callers, each waiting for its answer before it asks anew. */
async function generate({ address, request, concurrency, seconds }: LoadOrder): Promise<LoadReport> {
  const pool = new Pool(address, { connections: concurrency, pipelining: 1 })
  const times: number[] = []
  const call = async () => {
    const begin = performance.now()
    const { statusCode, body } = await pool.request({ path: request.path, method: 'GET', headers: request.headers })
    await body.dump({ limit: Infinity })
    if (statusCode !== 200) throw new Error(`the server answered ${statusCode}`)
    return performance.now() - begin
  }
  await Promise.all(Array.from({ length: concurrency }, call))
  const begin = performance.now()
  const end = begin + seconds * 1000
  const caller = async () => {
    while (performance.now() < end) times.push(await call())
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

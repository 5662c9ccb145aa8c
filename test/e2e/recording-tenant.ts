import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { root } from './root.ts'
import { sharedProduct } from './shared-product.ts'

const run = promisify(execFile)

/** A tenant of its own in the shared product, empty, living in the present. */
export interface RecordingTenant {
  readonly address: string
  /** Key that may record, and read what came of it. */
  readonly key: string
  /** Rows of an answer over yesterday and today: dimensions first, then the metrics. */
  readonly ask: (metrics: readonly string[], dimensions?: readonly string[]) => Promise<readonly (readonly unknown[])[]>
  /** Makes another key. */
  readonly keyWith: (...scopes: string[]) => Promise<string>
}

const dayMs = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Makes the tenant. */
export async function recordingTenant(slug: string): Promise<RecordingTenant> {
  const { address, dataDir } = await sharedProduct()
  const tessera = async (...args: string[]) => {
    const env = { ...process.env, TESSERA_DATA_DIR: dataDir }
    const { stdout } = await run(process.execPath, ['server/src/cli/main.js', ...args], { cwd: root, env })
    return JSON.parse(stdout) as { readonly key: string }
  }
  const keyWith = async (...scopes: string[]) => {
    const { key } = await tessera('key', 'create', '--tenant', slug, '--json', '--scope', ...scopes)
    return key
  }
  await tessera('tenant', 'create', slug, '--json')
  const key = await keyWith('saas-metrics:record', 'support:record', 'events:write', 'metrics:read')
  const ask = async (metrics: readonly string[], dimensions: readonly string[] = []) => {
    const now = Date.now()
    const time = { range: { from: dayOf(now - dayMs), to: dayOf(now + dayMs) } }
    const order = dimensions.map((name) => ({ key: name, dir: 'asc' }))
    const query = { metrics: metrics.map((id) => ({ id })), dimensions, time, ...(order.length > 0 ? { order } : {}) }
    const answer = await fetch(`${address}/api/v1/metrics/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(query),
    })
    const said = await answer.text()
    if (!answer.ok) throw new Error(said)
    return (JSON.parse(said) as { readonly rows: readonly (readonly unknown[])[] }).rows
  }
  return { address, key, ask, keyWith }
}

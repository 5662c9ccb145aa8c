import { Pool } from 'undici'
import type { Request } from './batch.ts'
import type { ServerProcess } from './server-process.ts'

/** A caller of one server over connections that stay open. */
export interface Caller {
  /** Sends a request and answers the body. Throws when the server or one of the calls in the batch refuses. */
  readonly send: (request: Request) => Promise<string>
  readonly close: () => Promise<void>
}

/** Opens a caller. */
export function openCaller(server: Pick<ServerProcess, 'address'>, connections: number): Caller {
  const pool = new Pool(server.address, { connections, pipelining: 1 })
  const send = async ({ path, headers }: Request) => {
    const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
    const text = await body.text()
    if (statusCode !== 200 || text.includes('"error":{')) throw new Error(`${statusCode}: ${text.slice(0, 1000)}`)
    return text
  }
  return { send, close: () => pool.close() }
}

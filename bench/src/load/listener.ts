import { Agent, get } from 'node:http'
import type { Request } from './batch.ts'

/** What a listener is told to do: keep a connection open for each request, or say what it heard. */
export type ListenOrder = { readonly address: string; readonly requests: readonly Request[] } | 'report'

/** A message by the id that stood with it, and when it was read, in milliseconds since 1970. */
export type Arrival = readonly [id: string, at: number]

const atOnce = 50
const agent = new Agent({ maxSockets: Infinity })
const heard: Arrival[][] = []
let lost = 0

/** Opens a stream; resolves with its first message. */
function open(address: string, { path, headers }: Request): Promise<void> {
  const arrivals: Arrival[] = []
  heard.push(arrivals)
  return new Promise((opened, fail) => {
    const request = get(
      `${address}${path}`,
      { agent, headers: { accept: 'text/event-stream', ...headers } },
      (answer) => {
        if (answer.statusCode !== 200) fail(new Error(`a stream was answered ${answer.statusCode}`))
        let rest = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          const at = Date.now()
          const lines = `${rest}${chunk}`.split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) if (line.startsWith('id: ')) arrivals.push([line.slice('id: '.length), at])
          if (arrivals.length > 0) opened()
        })
        answer.on('close', () => (lost += 1))
      },
    )
    request.on('error', fail)
  })
}

async function openAll({ address, requests }: Exclude<ListenOrder, 'report'>): Promise<void> {
  for (let begun = 0; begun < requests.length; begun += atOnce)
    await Promise.all(requests.slice(begun, begun + atOnce).map((request) => open(address, request)))
}

process.on('message', (order: ListenOrder) => {
  if (order === 'report') process.send?.({ heard, lost })
  else
    openAll(order).then(
      () => process.send?.({}),
      (error: unknown) => process.send?.({ error: String(error) }),
    )
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

let rows = 0

/** What stands for the product: it takes what it is told at once, so that the service alone is measured. GET says how many rows came. */
const server = createServer(async (request, response) => {
  const body = await text(request)
  if (request.method === 'POST') rows += body.split('"logId"').length - 1
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ stored: rows }))
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`Ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createClient, createRecorder } from '@tessera/client'
import { frameworks, type Framework } from './frameworks.ts'

// FRAMEWORK says which; TAKER where what is recorded goes, nothing is recorded without it.
const { FRAMEWORK: framework = 'fastify', TAKER: taker } = process.env
const recorder = taker ? createRecorder(createClient({ address: taker, key: 'tsk_of_the_benchmark' })) : null
const server = await frameworks[framework as Framework](recorder)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.stdout.write(`Ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)

import { fastifyRecorder } from '@tessera/middleware/fastify'
import Fastify from 'fastify'
import { recorder } from './tell-beside-work.ts'

const app = Fastify()
await app.register(fastifyRecorder, { recorder, user: (request) => request.headers['x-user']?.toString() })
app.get('/things/:id', async () => ({ ok: true }))
await app.listen({ port: 3000 })

import { serve } from '@hono/node-server'
import { honoRecorder } from '@tessera/middleware/hono'
import { Hono } from 'hono'
import { recorder } from './tell-beside-work.ts'

const app = new Hono()
app.use(honoRecorder({ recorder, user: (context) => context.req.header('x-user') }))
app.get('/things/:id', (context) => context.json({ ok: true }))

const server = serve({ fetch: app.fetch, port: 3000 })
process.once('SIGTERM', () => {
  server.close(() => void recorder.close())
})

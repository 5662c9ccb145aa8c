import { expressRecorder } from '@tessera/middleware/express'
import express from 'express'
import { recorder } from './tell-beside-work.ts'

const app = express()
const { requests, errors } = expressRecorder<express.Request>({
  recorder,
  user: (request) => ({ userId: request.get('x-user'), accountId: request.get('x-account') }),
  skip: (request) => request.path === '/healthz',
})
app.use(requests)
app.get('/things/:id', (_, response) => void response.json({ ok: true }))
app.use(errors)

const server = app.listen(3000)
process.once('SIGTERM', () => {
  server.close(() => void recorder.close())
})

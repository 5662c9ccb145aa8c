import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createClient, createRecorder, TesseraError, type Client, type Trouble } from '@tessera/client'
import { everyField } from './every-field.ts'
import { beforeAll, expect, test } from 'vitest'
import { recordingTenant, type RecordingTenant } from './recording-tenant.ts'

/** What a busy machine may take. */
const patience = 60_000

let tenant: RecordingTenant
let client: Client

beforeAll(async () => {
  tenant = await recordingTenant('client')
  client = createClient({ ...tenant, timeoutMs: patience })
})

/** What is wrong with a call. */
async function problemOf(call: Promise<unknown>): Promise<TesseraError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(TesseraError)
  return error as TesseraError
}

const yesterday = (time: string) => `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}T${time}Z`

test('what happened is told once, however often it is sent, and counts', async () => {
  const activation = { userId: 'user_123', activationType: 'first_api_call', metadata: { endpoint: '/chat' } } as const
  expect(await client.trackActivation(activation)).toEqual({ isNew: true })
  expect(await client.trackActivation(activation)).toEqual({ isNew: false })

  const started = {
    eventType: 'subscription_started',
    userId: 'user_123',
    amount: 29,
    at: yesterday('08:00:00'),
  } as const
  const revenue = { ...started, billingPeriod: 'monthly', stripeEventId: 'evt_1', teamId: null } as const
  expect(await client.trackRevenueEvent(revenue)).toEqual({ eventId: 'evt_1', isNew: true })
  expect(await client.trackRevenueEvent({ ...revenue, amount: 99 })).toEqual({ eventId: 'evt_1', isNew: false })

  const ticket = { userId: 'user_123', subject: 'API error', priority: 'high', category: 'bug' } as const
  const { ticketId, isNew } = await client.createTicket({ ...ticket, at: yesterday('09:00:00') })
  expect(isNew).toBe(true)
  expect(await client.createTicket({ ...ticket, ticketId })).toEqual({ ticketId, isNew: false })
  await client.changeTicket({ ticketId, status: 'resolved', answered: true, at: yesterday('11:00:00') })

  const nps = { userId: 'user_123', score: 9, feedback: 'Great!', trigger: 'dashboard' }
  const { surveyId } = await client.submitNpsAnswer(nps)
  expect(await client.submitNpsAnswer({ ...nps, score: 0, surveyId })).toEqual({ surveyId, isNew: false })
  expect(await client.submitCsatAnswer({ rating: 5, subjectId: ticketId })).toMatchObject({ isNew: true })
  expect(await client.submitCsatAnswer({ rating: 2 })).toMatchObject({ isNew: true })

  const check = { serviceName: 'api', status: 'healthy', responseTimeMs: 45.2, at: yesterday('09:00:00') } as const
  expect(await client.logHealthCheck(check)).toEqual({ isNew: true })
  expect(await client.logHealthCheck({ ...check, status: 'down' })).toEqual({ isNew: false })
  await client.logHealthCheck({ serviceName: 'api', status: 'down', at: yesterday('09:20:00') })

  const { sessionId } = await client.recordAgentSession({ userId: 'user_123', agentId: 'guide' })
  await client.recordAgentSession({ sessionId, endedAt: new Date().toISOString(), messagesCount: 3 })

  expect(await tenant.ask(['saas-metrics.mrr', 'saas-metrics.api_uptime', 'saas-metrics.agent_sessions'])).toEqual([
    [29, 0.4, 1],
  ])
  const ofSupport = ['new_tickets', 'avg_resolution_time', 'nps_score', 'nps_responses', 'csat_score', 'csat_responses']
  expect(await tenant.ask(ofSupport.map((name) => `support.${name}`))).toEqual([[1, 2, 100, 1, 0.5, 2]])
})

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}
interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly requestBody: { readonly content: Record<string, { schema: Schema }> } }>>
    >
  >
}

test('the fields of the client are those of the product, and all are taken', async () => {
  const { paths } = (await (await fetch(`${tenant.address}/openapi.json`)).json()) as Described
  for (const [path, { method = 'post', fields, list }] of Object.entries(everyField)) {
    const body = paths[path]?.[method]?.requestBody.content['application/json']?.schema
    const taken = list ? body?.properties?.[list]?.items : body
    expect(Object.keys(fields).toSorted(), path).toEqual(Object.keys(taken?.properties ?? {}).toSorted())
  }
  const { '/api/saas-metrics/revenue-events': revenue, '/api/support/tickets': ticket } = everyField
  expect(await client.trackRevenueEvent(revenue.fields)).toMatchObject({ isNew: true })
  expect(await client.createTicket(ticket.fields)).toMatchObject({ isNew: true })
  const change = everyField['/api/support/tickets/{ticketId}'].fields
  expect(await client.changeTicket({ ...change, ticketId: ticket.fields.ticketId })).toMatchObject({ status: 'closed' })
  expect(await client.submitNpsAnswer(everyField['/api/support/nps'].fields)).toMatchObject({ isNew: true })
  expect(await client.submitCsatAnswer(everyField['/api/support/csat'].fields)).toMatchObject({ isNew: true })
  expect(await client.trackActivation(everyField['/api/saas-metrics/activations'].fields)).toEqual({ isNew: true })
  expect(await client.logHealthCheck(everyField['/api/saas-metrics/health-checks'].fields)).toEqual({ isNew: true })
  const session = everyField['/api/saas-metrics/agent-sessions'].fields
  expect(await client.recordAgentSession(session)).toEqual({ sessionId: session.sessionId })
  expect(await client.recordUsage([everyField['/api/saas-metrics/usage'].fields])).toEqual({ stored: 1 })
  expect(await client.recordErrors([everyField['/api/saas-metrics/errors'].fields])).toEqual({ stored: 1 })
  expect(await client.postEvents([everyField['/api/v1/events'].fields])).toMatchObject({ accepted: 1, rejected: [] })
})

test('any number of rows and events goes in batches', async () => {
  const rows = Array.from({ length: 2_500 }, (_, n) => ({
    endpoint: `/batches/${'ü'.repeat(250)}`,
    statusCode: 200,
    logId: `row-${n}`,
    userId: `user-${n % 10}`,
  }))
  expect(await client.recordUsage(rows)).toEqual({ stored: 2_500 })
  expect(await client.recordUsage(rows)).toEqual({ stored: 0 })
  expect(await client.recordUsage([])).toEqual({ stored: 0 })
  expect(await client.recordErrors([{ errorType: 'Timeout', severity: 'critical' }])).toEqual({ stored: 1 })
  const events = Array.from({ length: 1_200 }, (_, n) => ({ event: 'client_tried', id: `event-${n}` }))
  const broken = [...events, { event: '' }]
  expect(await client.postEvents(broken)).toMatchObject({
    accepted: 1_200,
    duplicate: 0,
    rejected: [{ index: 1_200, code: 'invalid_event' }],
  })
  expect(await client.postEvents(events)).toEqual({ accepted: 0, duplicate: 1_200, rejected: [] })
  expect(await tenant.ask(['saas-metrics.api_calls', 'saas-metrics.logged_errors'])).toEqual([[2_500, 1]])
})

test('refusals are errors with the codes of the product, and are not tried again', async () => {
  const wrong = await problemOf(client.submitNpsAnswer({ score: 11 }))
  expect([wrong.code, wrong.status, wrong.isPassing, wrong.issues[0]?.path]).toEqual([
    'input_invalid',
    422,
    false,
    'score',
  ])
  const badKey = await problemOf(
    createClient({ ...tenant, key: 'tsk_wrong' }).logHealthCheck({ serviceName: 'a', status: 'down' }),
  )
  expect([badKey.code, badKey.status, badKey.isOfKey]).toEqual(['key_invalid', 401, true])
  const reader = createClient({ ...tenant, key: await tenant.keyWith('metrics:read') })
  const lacking = await problemOf(reader.trackActivation({ userId: 'a', activationType: 'first_api_call' }))
  expect([lacking.code, lacking.status]).toEqual(['scope_missing', 403])
  expect(lacking.message).toContain('saas-metrics:record')
})

/** What stands before the product and answers for it: the first requests as a proxy does while the product starts. */
async function openGateway(refusals: number, retryAfter: string) {
  const seen: IncomingMessage[] = []
  const gateway: Server = createServer(async (request, response) => {
    seen.push(request)
    if (seen.length <= refusals) {
      response.writeHead(503, { 'retry-after': retryAfter, 'content-type': 'text/html' }).end('<h1>Not now</h1>')
      return
    }
    const { authorization = '', 'content-type': type = '' } = request.headers
    const answer = await fetch(`${tenant.address}${request.url}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: await text(request),
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  }).listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  return { seen, gateway, address: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/` }
}

test('a call comes back when it was told to, and gives up where its time does not reach', async () => {
  const { seen, gateway, address } = await openGateway(2, '0')
  const check = { serviceName: 'gateway', status: 'healthy' } as const
  expect(await createClient({ ...tenant, address }).logHealthCheck(check)).toEqual({ isNew: true })
  expect(seen).toHaveLength(3)
  gateway.close()

  const later = await openGateway(9, '3600')
  const patient = createClient({ ...tenant, address: later.address })
  const refused = await problemOf(patient.logHealthCheck(check))
  expect([refused.code, refused.status, refused.retryAfterMs]).toEqual(['answer_unreadable', 503, 3_600_000])
  expect(later.seen).toHaveLength(1)
  later.gateway.close()
})

test('every wait has an end: no answer, nobody there, a caller who leaves', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const deaf = createClient({ ...tenant, address, timeoutMs: 50 })
  const check = { serviceName: 'a', status: 'down' } as const
  expect((await problemOf(deaf.logHealthCheck(check))).code).toBe('timed_out')
  const leaving = new AbortController()
  const call = deaf.logHealthCheck(check, { signal: leaving.signal, timeoutMs: 60_000 })
  leaving.abort(new Error('the caller left'))
  await expect(call).rejects.toThrow('the caller left')
  silent.closeAllConnections()
  silent.close()
  await once(silent, 'close')
  const gone = await problemOf(createClient({ ...tenant, address, retries: 1 }).logHealthCheck(check))
  expect([gone.code, gone.status, gone.isPassing]).toEqual(['unreachable', null, true])
  expect(() => createClient({ ...tenant, address: 'metrics.example' })).toThrow(/address needs/)
  expect(() => createClient({ ...tenant, key: 'tsk_a\n' })).toThrow(/key needs/)
})

test('a recorder sends every kind, and of a batch all but the rows that are wrong', async () => {
  const troubles: Trouble[] = []
  const recorder = createRecorder(client, { report: (trouble) => troubles.push(trouble) })
  const endpoint = '/recorded'
  for (let n = 0; n < 12; n += 1) recorder.record('usage', { endpoint, statusCode: n % 4 === 3 ? 42 : 200 })
  recorder.record('error', { errorType: 'Recorded', endpoint })
  recorder.record('event', { event: 'client_recorded' })
  recorder.record('activation', { userId: 'user_9', activationType: 'profile_completed' })
  recorder.record('revenueEvent', { eventType: 'payment_succeeded', userId: 'user_9', amount: 5 })
  recorder.record('ticket', { subject: 'Recorded' })
  recorder.record('npsAnswer', { score: 9 })
  recorder.record('csatAnswer', { rating: 9 })
  recorder.record('healthCheck', { serviceName: 'recorded', status: 'healthy' })
  recorder.record('agentSession', { sessionId: 'recorded', agentId: 'guide' })
  recorder.record('agentSession', { sessionId: 'recorded', endedAt: new Date().toISOString() })
  expect(recorder.counts()).toEqual({ given: 22, waiting: 22, sent: 0, dropped: 0, refused: 0 })
  const counts = await recorder.close(patience)
  expect(troubles.map(({ code }) => code)).toEqual(['input_invalid'])
  expect(counts).toEqual({ given: 22, waiting: 0, sent: 18, dropped: 0, refused: 4 })
  expect(recorder.record('ticket', {})).toBe(false)
  const rows = await tenant.ask(['saas-metrics.api_calls', 'saas-metrics.logged_errors'], ['saas-metrics.endpoint'])
  expect(rows.filter(([name]) => name === endpoint)).toEqual([[endpoint, 9, 1]])
})

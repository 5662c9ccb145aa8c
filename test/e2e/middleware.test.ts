import { createClient, createRecorder, type Trouble } from '@tessera/client'
import { openBadNetwork } from '@tessera/test-kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../infra/free-port.ts'
import { recordingTenant, type RecordingTenant } from './recording-tenant.ts'
import { recordedServices, type RecordedService } from './services/recorded-services.ts'

/** What a busy machine may take. */
const patience = 60_000

let tenant: RecordingTenant

beforeAll(async () => {
  tenant = await recordingTenant('middleware')
})

/** Asks a service so often, one request after the other, and says how it answered. */
async function visit(
  { address }: RecordedService,
  path: string,
  { times = 1, ...init }: RequestInit & { times?: number } = {},
) {
  const statuses = new Set<number>()
  for (let n = 0; n < times; n += 1) {
    const headers = { 'x-user': `user-${n % 3}` }
    const answer = await fetch(`${address}${path.replace('{n}', String(n))}`, { ...init, headers })
    await answer.text()
    statuses.add(answer.status)
  }
  return [...statuses]
}

describe.each(Object.entries(recordedServices))('%s', (name, open) => {
  test('N requests are N calls, by route, answer and user, and errors are counted', async () => {
    const recorder = createRecorder(createClient(tenant))
    const service = await open(recorder)
    expect(await visit(service, `/${name}/things/{n}?secret=1`, { times: 30 })).toEqual([200])
    expect(await visit(service, `/${name}/things`, { method: 'POST', times: 4 })).toEqual([201])
    expect(await visit(service, `/${name}/teams/red-{n}/members/{n}`, { times: 5 })).toEqual([200])
    expect(await visit(service, `/${name}/refused`, { times: 2 })).toEqual([403])
    expect(await visit(service, `/${name}/broken`, { times: 3 })).toEqual([500])
    expect(await visit(service, `/${name}/nowhere/{n}`, { times: 2 })).toEqual([404])
    await service.close()
    expect(await recorder.close(patience)).toEqual({ given: 49, sent: 49, waiting: 0, dropped: 0, refused: 0 })

    const by = ['saas-metrics.endpoint', 'saas-metrics.status_class']
    const calls = await tenant.ask(['saas-metrics.api_calls'], by)
    expect(calls.filter(([endpoint]) => String(endpoint).startsWith(`/${name}`))).toEqual([
      [`/${name}/broken`, '5xx', 3],
      [`/${name}/refused`, '4xx', 2],
      [`/${name}/teams/:team/members/:member`, '2xx', 5],
      [`/${name}/things`, '2xx', 4],
      [`/${name}/things/:id`, '2xx', 30],
    ])
    const errors = await tenant.ask(
      ['saas-metrics.logged_errors'],
      ['saas-metrics.endpoint', 'saas-metrics.error_type'],
    )
    expect(errors.filter(([endpoint]) => endpoint === `/${name}/broken`)).toEqual([
      [`/${name}/broken`, 'OUT_OF_PAPER', 3],
    ])
  })
})

test('who asks is counted once however many services tell, and what no route took stands together', async () => {
  expect(await tenant.ask(['saas-metrics.api_mau'])).toEqual([[3]])
  const rows = await tenant.ask(['saas-metrics.api_calls'], ['saas-metrics.endpoint'])
  expect(rows.filter(([endpoint]) => endpoint === '(no route)')).toEqual([['(no route)', 6]])
})

/** A recorder whose troubles are heard, for a product at an address. */
function heardRecorder(address: string, { most, key = tenant.key }: { most?: number; key?: string } = {}) {
  const troubles: Trouble[] = []
  const report = (trouble: Trouble) => troubles.push(trouble)
  const recorder = createRecorder(createClient({ address, key }), { report, ...(most ? { most } : {}) })
  return { recorder, troubles }
}

describe('a product that does not take what is told', () => {
  test('is away: the service answers, what finds no room is dropped and counted, and the end is not held up', async () => {
    const { recorder, troubles } = heardRecorder(`http://127.0.0.1:${await freePort()}`, { most: 10 })
    const service = await recordedServices.fastify(recorder)
    expect(await visit(service, '/fastify/things/{n}', { times: 25 })).toEqual([200])
    await recorder.flush()
    expect(recorder.counts()).toEqual({ given: 25, waiting: 10, sent: 0, dropped: 15, refused: 0 })
    await service.close()
    expect(await recorder.close()).toEqual({ given: 25, waiting: 0, sent: 0, dropped: 25, refused: 0 })
    expect(troubles.map(({ code }) => code)).toEqual(['unreachable', 'entries_dropped', 'entries_dropped'])
    expect(troubles.at(-1)?.counts.dropped).toBe(25)
  })

  test('is silent: the service answers, and closing ends when its time is over', async () => {
    const network = await openBadNetwork(tenant.address)
    network.silence()
    const { recorder } = heardRecorder(network.url)
    const service = await recordedServices.express(recorder)
    expect(await visit(service, '/express/things/{n}', { times: 5 })).toEqual([200])
    expect(await recorder.flush(50)).toMatchObject({ given: 5, waiting: 5, dropped: 0 })
    expect(await recorder.close(50)).toEqual({ given: 5, waiting: 0, sent: 0, dropped: 5, refused: 0 })
    await service.close()
    await network.close()
  })

  test('takes it and its answer is lost: it is sent again, and counts once', async () => {
    const network = await openBadNetwork(tenant.address)
    network.silence('to-client')
    const { recorder, troubles } = heardRecorder(network.url)
    for (let n = 0; n < 7; n += 1) recorder.record('usage', { endpoint: '/lost', statusCode: 200 })
    const flushed = recorder.flush()
    const stored = async () => {
      const rows = await tenant.ask(['saas-metrics.api_calls'], ['saas-metrics.endpoint'])
      return rows.find(([endpoint]) => endpoint === '/lost')?.[1]
    }
    await expect.poll(stored, { timeout: 20_000 }).toBe(7)
    network.heal()
    network.cut()
    await flushed
    expect(recorder.counts()).toMatchObject({ sent: 0, waiting: 7 })
    expect(await recorder.flush(patience)).toEqual({ given: 7, waiting: 0, sent: 7, dropped: 0, refused: 0 })
    expect(await stored()).toBe(7)
    expect(troubles.map(({ code }) => code)).toEqual(['unreachable'])
    await recorder.close()
    await network.close()
  })

  test('does not know the key: it is said once', async () => {
    const { recorder, troubles } = heardRecorder(tenant.address, { key: 'tsk_wrong' })
    for (let n = 0; n < 3; n += 1) {
      recorder.record('usage', { endpoint: '/', statusCode: 200 })
      await recorder.flush()
    }
    expect(troubles.map(({ code }) => code)).toEqual(['key_invalid'])
    expect(await recorder.close()).toMatchObject({ given: 3, dropped: 3 })
  })
})

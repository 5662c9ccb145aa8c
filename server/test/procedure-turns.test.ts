import { createTurns, type Turns } from '@tessera/query'
import { hiddenValues } from '@tessera/secrets'
import { openPictures } from '@tessera/pictures'
import { openPluginServices } from '@tessera/services'
import { findTenant } from '@tessera/tenancy'
import { describeDatabases } from '@tessera/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyFor, startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { openHttp } from '../src/start/open-http.ts'
import { contextOf, readIdentity } from '../src/identity/caller.ts'

describeDatabases('transactions of procedures', (open) => {
  let app: App
  beforeAll(async () => {
    app = await startTestApp(await open())
  })
  afterAll(() => app.close())

  const inTurns = (turns: Turns) => {
    const { services } = app
    const http = openHttp({ httpPrivateHosts: [] }, services.log).clients
    const parts = {
      ...services,
      turns,
      ingest: services.ingestor.ingestAll,
      hidden: hiddenValues(),
      http,
      pictures: openPictures(),
      publish: services.live.topics.publish,
    }
    const pluginServices = openPluginServices(parts)
    return { ...services, turns, pluginServices }
  }

  test('stand in the queue of questions, one tenant behind itself, and are refused where it is full', async () => {
    const authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
    const { id } = await findTenant(app.services.database.owner, 'acme')
    const turns = createTurns({ total: 1, perTenant: 1, waiting: 1 })
    const services = inTurns(turns)
    const leaving = new AbortController()
    const context = contextOf(services, await readIdentity(services, { authorization }), {
      id: 'r',
      signal: leaving.signal,
    })
    const gate = Promise.withResolvers<void>()
    const begun: string[] = []
    const first = turns.run({ tenantId: id }, () => gate.promise)
    const second = context.transaction(async (db) => {
      begun.push('second')
      return (await sql<{ n: number }>`select 1 as n`.execute(db)).rows
    })
    await expect(context.transaction(async () => void begun.push('third'))).rejects.toMatchObject({ code: 'too_busy' })
    expect(begun).toEqual([])
    gate.resolve()
    await first
    await expect(second).resolves.toEqual([{ n: 1 }])
    expect(begun).toEqual(['second'])
  })

  test('leave the queue with their caller', async () => {
    const authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
    const { id } = await findTenant(app.services.database.owner, 'acme')
    const turns = createTurns({ total: 1, perTenant: 1, waiting: 9 })
    const services = inTurns(turns)
    const leaving = new AbortController()
    const context = contextOf(services, await readIdentity(services, { authorization }), {
      id: 'r',
      signal: leaving.signal,
    })
    const gate = Promise.withResolvers<void>()
    const first = turns.run({ tenantId: id }, () => gate.promise)
    let hasBegun = false
    const waiting = context.transaction(async () => void (hasBegun = true))
    leaving.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'query_cancelled' })
    gate.resolve()
    await first
    expect(hasBegun).toBe(false)
  })

  test('and those of jobs stand there too, and leave with their run', async () => {
    const tenant = await findTenant(app.services.database.owner, 'acme')
    const turns = createTurns({ total: 1, perTenant: 1, waiting: 9 })
    const plugin = app.services.registry.plugin('orders')?.contract ?? { id: 'orders', title: 'Orders' }
    const ending = new AbortController()
    const actor = { kind: 'job', id: 'orders.tidy' } as const
    const work = { signal: ending.signal, actor, origin: {} }
    const services = await inTurns(turns).pluginServices.forTenant(plugin, tenant, work)
    const gate = Promise.withResolvers<void>()
    const first = turns.run({ tenantId: tenant.id }, () => gate.promise)
    let begun = 0
    const waiting = services.transaction(async () => void (begun += 1))
    ending.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'query_cancelled' })
    gate.resolve()
    await first
    expect(begun).toBe(0)
    const next = await inTurns(turns).pluginServices.forTenant(plugin, tenant, {
      ...work,
      signal: new AbortController().signal,
    })
    await next.transaction(async () => void (begun += 1))
    expect(begun).toBe(1)
  })
})

import { describeDatabases, openTestHost, testTenants, type TestCaller, type TestHost } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import server from './index.ts'

const [tenant, other] = testTenants
const editor: TestCaller = { tenant }

describeDatabases('procedures of support', (open) => {
  let host: TestHost
  beforeAll(async () => {
    host = await openTestHost(open, [server])
  })
  const call = (name: string, input: unknown, caller = editor) => host.call(caller, { plugin: 'support', name, input })

  test('a ticket is opened, answered, resolved, opened again and closed', async () => {
    const { ticketId } = (await call('createTicket', {
      userId: '42',
      priority: 'high',
      at: '2026-11-02T09:00:00Z',
    })) as {
      ticketId: string
    }
    await call('changeTicket', { ticketId, status: 'in_progress', answered: true, at: '2026-11-02T10:00:00Z' })
    await call('changeTicket', { ticketId, status: 'resolved', answered: true, at: '2026-11-02T12:00:00Z' })
    await call('changeTicket', { ticketId, status: 'open', at: '2026-11-03T09:00:00Z' })
    await call('changeTicket', { ticketId, status: 'resolved', at: '2026-11-04T09:00:00Z' })
    expect(await call('changeTicket', { ticketId, status: 'closed', at: '2026-11-09T09:00:00Z' })).toEqual({
      ticketId,
      status: 'closed',
      reopenedCount: 1,
      resolvedAt: '2026-11-04T09:00:00.000Z',
    })
    const { rows } = await sql`
      select priority, first_response_at, first_resolved_at, reopened_count, user_id is not null as has_user
      from support.tickets where ticket_id = ${ticketId}`.execute(host.database.owner)
    expect(rows).toEqual([
      {
        priority: 'high',
        first_response_at: new Date('2026-11-02T10:00:00Z'),
        first_resolved_at: new Date('2026-11-02T12:00:00Z'),
        reopened_count: 1,
        has_user: true,
      },
    ])
  })

  test('an id that is taken, one that is not there, and a time before the ticket are refused', async () => {
    await call('createTicket', { ticketId: 'T-1', at: '2026-11-02T09:00:00Z' })
    await expect(call('createTicket', { ticketId: 'T-1' })).rejects.toThrow(/already/)
    await expect(call('changeTicket', { ticketId: 'T-2', status: 'open' })).rejects.toThrow(/create it first/)
    await expect(call('changeTicket', { ticketId: 'T-1', at: '2026-11-01T09:00:00Z' })).rejects.toThrow(/later time/)
    await expect(call('changeTicket', { ticketId: 'T-1' }, { tenant: other })).rejects.toThrow(/create it first/)
    const far = { ticketId: 'T-1', status: 'resolved', at: '9999-12-31T23:59:59-12:00' }
    await expect(call('changeTicket', far)).rejects.toThrow(/years 1 to 9999/)
    await expect(call('createTicket', { at: '2026-11-02T09:00:00+23:59' })).rejects.toThrow(/offset below 16 hours/)
  })

  test('an answer sent twice counts once', async () => {
    const given = { surveyId: 'N-1', userId: '42', score: 9, at: '2026-11-05T09:00:00Z' }
    expect(await call('npsAnswer', given)).toEqual({ surveyId: 'N-1', isNew: true })
    expect(await call('npsAnswer', { ...given, score: 0 })).toEqual({ surveyId: 'N-1', isNew: false })
    await call('csatAnswer', { surveyId: 'C-1', rating: 4, at: '2026-11-05T09:00:00Z' })
    await call('cesAnswer', { surveyId: 'E-1', rating: 4, at: '2026-11-05T09:00:00Z' })
  })

  test('viewers read the overview of so many days, and record nothing', async () => {
    const viewer = { tenant, scopes: ['metrics:read'] }
    await expect(call('npsAnswer', { score: 9 }, viewer)).rejects.toThrow(/support:record/)
    expect(await call('overview', {}, viewer)).toMatchObject({
      from: '2026-10-21',
      to: '2026-11-20',
      openTickets: 1,
      newTickets: 2,
      resolvedTickets: 1,
      avgResolutionHours: 48,
      npsScore: 100,
      npsResponses: 1,
      csatScore: 1,
      cesScore: 0,
      byPriority: [
        { key: 'high', newTickets: 1, openTickets: 0, share: 0.5 },
        { key: 'medium', newTickets: 1, openTickets: 1, share: 0.5 },
      ],
    })
    expect(await call('overview', { days: 3 }, viewer)).toMatchObject({
      newTickets: null,
      openTickets: 1,
      avgResolutionHours: null,
    })
  })
})

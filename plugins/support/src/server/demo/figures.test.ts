import { demoTenants, describeDemo, rounded, type Demo } from '@tessera/test-kit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import server from '../index.ts'

const { acme, globex, initech } = demoTenants

describeDemo(server, (demo) => {
  const { host } = demo
  const ask = async (...asked: Parameters<Demo['ask']>) => rounded(await demo.ask(...asked), 4)
  const compare = [{ kind: 'previous_period' as const }]

  test('acme: 420 new tickets, 405 of them resolved, 46 open', async () => {
    expect(await ask(acme, ['new_tickets', 'ticket_resolution_rate', 'open_tickets', 'resolved_tickets'])).toEqual([
      [420, 0.9643, 46, 417],
    ])
    expect(await ask(acme, ['open_tickets', 'backlog_change'], { compare })).toEqual([[46, 43, 3, 12]])
  })

  test('acme: the same counted in SQL', async () => {
    const { rows } = await sql`
      with bound as (select timestamptz '2026-11-20 05:00Z' as till, timestamptz '2026-10-21 04:00Z' as since)
      select (count(*) filter (where created_at >= since))::int as created,
        (count(*) filter (where created_at >= since and resolved_at < till))::int as resolved,
        (count(*) filter (where resolved_at is null))::int as open,
        (avg(extract(epoch from resolved_at - created_at) / 3600) filter (where resolved_at >= since))::float8 as mean,
        (count(*) filter (where created_at >= till or resolved_at >= till))::int as future,
        (count(*) filter (where first_response_at > resolved_at or user_id is null or account_id is null))::int as odd
      from support.tickets, bound where tenant_id = ${acme.id}`.execute(host().database.owner)
    expect(rows).toEqual([{ created: 420, resolved: 405, open: 46, mean: 18.4, future: 0, odd: 0 }])
  })

  test('acme: a ticket takes 18.4 hours in the mean and 9.6 in the median', async () => {
    expect(await ask(acme, ['avg_resolution_time', 'median_resolution_time'])).toEqual([[18.4, 9.6]])
  })

  test('acme: priorities 6, 22, 48 and 24 %, categories 38, 21, 12 and 29 %', async () => {
    expect(await ask(acme, ['new_tickets', 'ticket_share'], { dimensions: ['support.priority'] })).toEqual([
      ['medium', 202, 0.481],
      ['low', 101, 0.2405],
      ['high', 92, 0.219],
      ['urgent', 25, 0.0595],
    ])
    expect(await ask(acme, ['new_tickets', 'ticket_share'], { dimensions: ['support.category'] })).toEqual([
      ['bug', 160, 0.381],
      ['general', 122, 0.2905],
      ['feature_request', 88, 0.2095],
      ['billing', 50, 0.119],
    ])
  })

  test('acme: NPS 42 ± 6.6 of 500 respondents, 290 promoters, 130 passives, 80 detractors', async () => {
    expect(await ask(acme, ['nps_score', 'nps_margin', 'nps_responses'])).toEqual([[42, 6.5805, 500]])
    expect(await ask(acme, ['nps_responses'], { dimensions: ['support.nps_group'] })).toEqual([
      ['promoter', 290],
      ['passive', 130],
      ['detractor', 80],
    ])
  })

  test('acme: the NPS says how far it may be off, and what it is compared with', async () => {
    const frame = await host().query(acme, {
      metrics: [{ id: 'support.nps_score' }],
      time: { range: { last: 30, unit: 'day' } },
      compare,
      samples: true,
    })
    expect(frame.columns.map(({ name, role, unit }) => [name, role, unit])).toEqual([
      ['support.nps_score', 'metric', 'points'],
      ['support.nps_score:previous_period', 'comparison', 'points'],
      ['support.nps_score:n', 'sample', 'count'],
      ['support.nps_score:margin', 'margin', 'points'],
      ['support.nps_score:margin:previous_period', 'margin', 'points'],
    ])
    const [[score, before, n, margin, marginBefore] = []] = frame.rows.map((row) => row.map(Number))
    expect([score, n, margin?.toFixed(2)]).toEqual([42, 500, '6.58'])
    expect(before).toBeGreaterThan(30)
    expect(marginBefore).toBeGreaterThan(6)
  })

  test('acme: a shorter NPS window counts fewer respondents', async () => {
    await host().setSettings(acme, 'support', { npsWindowDays: 30 })
    expect(await ask(acme, ['nps_score', 'nps_responses'])).toEqual([[45, 180]])
    await host().setSettings(acme, 'support', { npsWindowDays: null })
  })

  test('acme: CSAT and CES', async () => {
    expect(await ask(acme, ['csat_score', 'csat_responses', 'ces_score', 'ces_responses'])).toEqual([
      [0.83, 300, 0.7389, 180],
    ])
  })

  test('globex misses its targets', async () => {
    expect(await ask(globex, ['avg_resolution_time', 'ticket_resolution_rate', 'nps_score', 'csat_score'])).toEqual([
      [31.5, 0.8274, 15.0538, 0.7216],
    ])
  })

  test('initech has open tickets and nothing to divide by', async () => {
    expect(await ask(initech, ['open_tickets', 'avg_resolution_time', 'nps_score', 'csat_score'])).toEqual([
      [3, null, null, null],
    ])
  })
})

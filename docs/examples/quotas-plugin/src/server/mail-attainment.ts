import { mailTemplate, type JobHandlers } from '@tessera/plugin-api/server'
import type { plugin } from '../plugin.ts'

type Weekly = JobHandlers<typeof plugin>['jobs']['weekly']

const attainmentMail = mailTemplate({
  subject: 'Attainment on {day}',
  body: [
    { heading: 'Attainment of {tenant}' },
    { text: '{best} is ahead of all teams, with {most} of its quota of the year sold.' },
    { table: 'teams' },
    { picture: 'chart' },
  ],
})

/** Mails what teams have sold of their quotas to the admins, with its chart. */
export const mailAttainment: Weekly = async ({ tenant, clock, query, render, mail }) => {
  const time = { range: { toDate: 'year' } } as const
  const { rows } = await query({
    metrics: [{ id: 'quotas.attainment' }],
    dimensions: ['quotas.team'],
    time,
    order: [{ key: 'quotas.attainment', dir: 'desc' }],
  })
  const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })
  const teams = rows.map(([team, attained]) => [
    String(team),
    attained === null ? '–' : percent.format(Number(attained)),
  ])
  const [[best = '', most = ''] = []] = teams
  if (best === '') return
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: tenant.timeZone }).format(clock.now())
  const chart = await render.panel('quotas.by_team', { format: 'png', width: 640, height: 320, time, compare: [] })
  const values = { day, tenant: tenant.name, best, most, teams: { head: ['Team', 'Attainment'], rows: teams }, chart }
  await mail.send({ to: { role: 'admin' }, ...attainmentMail.with(values) })
}

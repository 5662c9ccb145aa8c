import { alert, dashboard, dimension, metric, panel, segment } from '@tessera/plugin-api'

export const dimensions = {
  team: dimension({ title: 'Team' }),
  kind: dimension({ title: 'Kind', labels: { new: 'New customer', renewal: 'Renewal' } }),
  source: dimension({ title: 'Source', labelsFrom: 'quotas/sources/v1' }),
}

export const metrics = {
  sold: metric({
    title: 'Sold',
    description: 'Sum of the amounts of all deals won.',
    unit: 'money',
    direction: 'up',
    tier: 1,
    dimensions: ['team', 'kind', 'source'],
  }),
  quota: metric({
    title: 'Quota',
    description: 'What is to be sold in the year that the end of the time belongs to.',
    unit: 'money',
    direction: 'neutral',
    tier: 2,
    dimensions: ['team'],
  }),
  attainment: metric({
    title: 'Attainment',
    description: 'What was sold since the year began, as a part of the quota of the whole year.',
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    dimensions: ['team'],
  }),
  pipeline: metric({
    title: 'Pipeline',
    description: 'Sum of the amounts of deals that are still open. A plugin that knows a CRM supplies it.',
    unit: 'money',
    direction: 'up',
    tier: 2,
    dimensions: ['team'],
    status: 'needs-source',
  }),
}

export const segments = {
  new_business: segment({
    title: 'New business',
    description: 'Deals with customers that had bought nothing before.',
    filter: { member: 'kind', operator: 'equals', values: ['new'] },
  }),
}

export const panels = {
  attainment: panel({ title: 'Attainment', view: 'big_number', query: { metrics: ['attainment'] } }),
  by_team: panel({
    title: 'Attainment by team',
    view: 'ranked_bar',
    query: { metrics: ['attainment'], dimensions: ['team'] },
  }),
  sold: panel({
    title: 'Sold',
    view: 'line',
    query: { metrics: ['sold'], dimensions: ['team'], grain: 'auto' },
    drill: { dimension: 'kind', title: 'By kind' },
  }),
  new_business: panel({
    title: 'Sold to new customers',
    view: 'line',
    query: { metrics: ['sold'], segments: ['new_business'], grain: 'auto' },
  }),
}

export const dashboards = {
  overview: dashboard({
    title: 'Attainment',
    revision: 1,
    cards: [
      { panel: 'attainment', x: 0, y: 0, w: 12, h: 8 },
      { panel: 'by_team', x: 12, y: 0, w: 12, h: 8 },
      { panel: 'sold', x: 0, y: 8, w: 12, h: 8 },
      { panel: 'new_business', x: 12, y: 8, w: 12, h: 8 },
    ],
  }),
}

export const alerts = {
  far_behind: alert({
    title: 'A team is far behind its quota',
    metric: 'attainment',
    by: ['team'],
    when: { lt: 0.5 },
    for: '2d',
    severity: 'warning',
  }),
}

import { panel } from '@tessera/plugin-api'

/** Panels of the plugin; all are drawn by views every host has. */
export const panels = {
  open: panel({
    title: 'Open tickets',
    subtitle: 'At the end',
    view: 'big_number',
    query: { metrics: ['open_tickets'] },
    drill: { dimension: 'priority', title: 'By priority' },
  }),
  resolution: panel({
    title: 'Resolution time',
    subtitle: 'Mean',
    view: 'big_number',
    query: { metrics: ['avg_resolution_time'], samples: true },
  }),
  csat: panel({
    title: 'CSAT',
    subtitle: 'Ratings of 4 or 5',
    view: 'big_number',
    query: { metrics: ['csat_score'], samples: true },
  }),
  nps: panel({
    title: 'NPS',
    subtitle: 'Latest answers',
    view: 'big_number',
    query: { metrics: ['nps_score'], samples: true },
  }),
  targets: panel({
    title: 'Support against targets',
    subtitle: 'Tickets of the period, ratings given in it, and the NPS at its end',
    view: 'targets',
    query: {
      metrics: ['avg_resolution_time', 'ticket_resolution_rate', 'csat_score', 'nps_score'],
      samples: true,
    },
  }),
  volume: panel({
    title: 'New and resolved tickets',
    subtitle: 'Tickets created, and tickets resolved, in each period',
    view: 'line',
    query: { metrics: ['new_tickets', 'resolved_tickets'], grain: 'auto' },
  }),
  backlog: panel({
    title: 'Backlog',
    subtitle: 'Open tickets at the end of each period, and those that are aged',
    view: 'line',
    query: { metrics: ['open_tickets', 'aged_tickets'], grain: 'auto' },
  }),
  times: panel({
    title: 'Waiting times',
    subtitle: 'Median hours to the first response and to the last resolution',
    view: 'line',
    query: { metrics: ['median_first_response_time', 'median_resolution_time'], grain: 'auto' },
  }),
  by_priority: panel({
    title: 'New tickets by priority',
    subtitle: 'Share of tickets created in the period, and their number',
    view: 'ranked_bar',
    query: { metrics: ['ticket_share', 'new_tickets'], dimensions: ['priority'] },
    options: { secondary: 'new_tickets' },
    drill: { dimension: 'category', title: 'By category' },
  }),
  by_category: panel({
    title: 'New tickets by category',
    subtitle: 'Share of tickets created in the period, and their number',
    view: 'ranked_bar',
    query: { metrics: ['ticket_share', 'new_tickets'], dimensions: ['category'] },
    options: { secondary: 'new_tickets' },
    drill: { dimension: 'priority', title: 'By priority' },
  }),
  by_team: panel({
    title: 'Teams and their people',
    subtitle: 'Tickets by who they are assigned to',
    view: 'table',
    query: {
      metrics: [
        'open_tickets',
        'aged_tickets',
        'new_tickets',
        'resolved_tickets',
        'median_first_response_time',
        'median_resolution_time',
        'reopen_rate',
      ],
      dimensions: ['team', 'assignee'],
      compare: 'none',
      order: [{ key: 'open_tickets', dir: 'desc' }],
    },
  }),
  nps_groups: panel({
    title: 'Who would recommend',
    subtitle: 'Respondents by their latest answer',
    view: 'ranked_bar',
    query: { metrics: ['nps_responses'], dimensions: ['nps_group'] },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  nps_gauge: panel({
    title: 'NPS against its target',
    subtitle: 'From −100 to 100',
    view: 'gauge',
    query: { metrics: ['nps_score'], samples: true },
    options: { from: -100, to: 100 },
  }),
  nps_course: panel({
    title: 'NPS over time',
    subtitle: 'At the end of each period, of the answers that count by then',
    view: 'line',
    query: { metrics: ['nps_score'], grain: 'auto' },
  }),
  satisfaction: panel({
    title: 'Satisfaction by what was rated',
    subtitle: 'Ratings given in the period',
    view: 'table',
    query: {
      metrics: ['csat_score', 'csat_responses', 'ces_score', 'ces_responses'],
      dimensions: ['subject_type'],
      compare: 'none',
      order: [{ key: 'csat_responses', dir: 'desc' }],
    },
  }),
} as const

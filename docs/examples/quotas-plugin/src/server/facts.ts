import { fact, numberProperty, property, type EventRow } from '@tessera/plugin-api/server'

interface QuotaRow {
  readonly tenant_id: string
  readonly year: number
  readonly team: string
  readonly amount: number
  readonly starts_on: Date
  readonly ends_on: Date
}

/** Quotas last for a year. */
export const quotaFact = fact<QuotaRow>({
  name: 'quota',
  table: 'quotas.quotas',
  key: ['year', 'team'],
  time: { column: 'starts_on', type: 'local_date' },
  interval: { start: 'starts_on', end: 'ends_on' },
  dimensions: { team: 'team' },
})

/** Deals won, as programs post them. */
export const wonFact = fact<EventRow>({
  name: 'deal_won',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'quotas_deal_won'),
  dimensions: {
    team: () => property('team'),
    kind: () => property('kind'),
    source: () => property('source'),
  },
})

/** What a deal is worth. */
export const amount = () => numberProperty('amount')

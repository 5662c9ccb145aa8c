import { fact } from '@tessera/plugin-api/server'
import type { ActivityRow } from '../rows.ts'
import { joins, rep, reps } from './shared.ts'

/** What sales people do. */
export const activities = fact<ActivityRow>({
  name: 'sales_activity',
  table: 'sales.named_activities',
  key: ['activity_id'],
  time: { column: 'occurred_at', type: 'instant' },
  dimensions: { ...reps, activity_type: 'type' },
  joins,
  drill: [rep, { column: 'completed', title: 'Took place' }],
})

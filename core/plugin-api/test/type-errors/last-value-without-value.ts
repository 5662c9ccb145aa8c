import { fact, lastValue } from '@tessera/plugin-api/server'

const health = fact<{ id: string; account_id: string; day: string; usage: number }>({
  name: 'health',
  table: 'plugin.health',
  key: ['id'],
  time: { column: 'day', type: 'local_date' },
})

export const usage = lastValue(health, { entity: 'account_id' })

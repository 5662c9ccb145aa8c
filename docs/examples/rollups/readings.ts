import { sql } from 'kysely'
import { fact, markChanged, type ProjectContext } from '@tessera/plugin-api/server'

interface ReadingRow {
  readonly tenant_id: string
  readonly reading_id: string
  readonly sensor_id: string
  readonly room: string
  readonly degrees: number
  readonly taken_at: Date
}

/** Readings of sensors; sums and counts are kept by day and room, sensors one by one for distinct counts of them. */
export const readings = fact<ReadingRow>({
  name: 'reading',
  table: 'climate.readings',
  key: ['reading_id'],
  time: { column: 'taken_at', type: 'instant' },
  dimensions: { room: 'room' },
  rollups: [
    { name: 'daily', grain: 'day', dimensions: ['room'] },
    { name: 'sensors_daily', grain: 'day', dimensions: ['room'], entity: 'sensor_id' },
  ],
})

/** Stores readings and says, in the same transaction, which times they belong to. */
export async function project({ db, tenantId, events }: ProjectContext): Promise<void> {
  for (const { id, timestamp, properties } of events) {
    await sql`
      insert into climate.readings (tenant_id, reading_id, sensor_id, room, degrees, taken_at)
      values (${tenantId}, ${id}, ${properties?.['sensor']}, ${properties?.['room']}, ${properties?.['degrees']}, ${timestamp})`.execute(
      db,
    )
  }
  await markChanged(db, { tenantId, table: 'climate.readings', times: events.map((event) => event.timestamp) })
}

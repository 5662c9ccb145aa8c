import { dashboard, definePlugin, dimension, metric, panel, permission } from '@tessera/plugin-api'
import {
  count,
  defineServer,
  fact,
  fixture,
  markChanged,
  pluginTrpc,
  ratio,
  type ProjectContext,
  type ServerDoor,
} from '@tessera/plugin-api/server'
import type { EventInput } from '@tessera/plugin-api/wire'
import { sql } from 'kysely'
import { z } from 'zod'
import type { TestTenant } from '../src/index.ts'

/** A row of its table. */
export interface NoteRow {
  readonly tenant_id: string
  readonly note_id: string
  readonly author: string
  readonly color: string
  readonly at: Date
}

/** The contract of the plugin. */
export const contract = definePlugin({
  id: 'notes',
  title: 'Notes',
  permissions: { erase: permission({ title: 'Erase notes', description: 'Delete all notes.', roles: ['admin'] }) },
  dimensions: { color: dimension({ title: 'Colour' }) },
  metrics: {
    notes: metric({
      title: 'Notes',
      description: 'Number of notes written, by whomever.',
      unit: 'count',
      direction: 'up',
      tier: 1,
      dimensions: ['color'],
    }),
    named_share: metric({
      title: 'Share in known colours',
      description: 'Part of the notes whose colour is in the list of colours.',
      unit: 'ratio',
      direction: 'up',
      tier: 2,
      dimensions: ['color'],
    }),
  },
  panels: {
    by_color: panel({
      title: 'Notes by colour',
      view: 'ranked_bar',
      query: { metrics: ['notes'], dimensions: ['color'], order: [{ key: 'notes', dir: 'desc' }] },
      drill: { dimension: 'color', title: 'By colour' },
    }),
  },
  dashboards: {
    overview: dashboard({ title: 'Notes', revision: 1, cards: [{ panel: 'by_color', x: 0, y: 0, w: 12, h: 8 }] }),
  },
})

/** Its notes. */
export const notes = fact<NoteRow>({
  name: 'note',
  table: 'notes.notes',
  key: ['note_id'],
  time: { column: 'at', type: 'instant' },
  dimensions: { color: 'color' },
})
const keptNotes = fact<NoteRow>({ ...notes, rollups: [{ name: 'daily', grain: 'day', dimensions: ['color'] }] })

/** Now, in its worked examples. */
export const asOf = '2026-11-20T12:00:00Z'
/** A note of Ada. */
export const note = (id: string, timestamp: string, color: string): EventInput => ({
  id,
  event: 'note_written',
  timestamp,
  userId: 'ada',
  properties: { author: 'ada', color },
})
/** Two notes, an hour and a midnight apart. */
export const twoDays = [note('1', '2026-11-18T23:30:00Z', 'red'), note('2', '2026-11-19T00:30:00Z', 'blue')]

/** Worked examples of the plugin's metrics. */
export const fixtures = {
  notes: [
    fixture({
      title: 'The day of a note is that of the tenant, not that of UTC',
      asOf,
      tenant: { timeZone: 'America/New_York' },
      given: { events: twoDays },
      ask: { time: { range: { last: 2, unit: 'day' }, grain: 'day' } },
      expect: [
        { time: '2026-11-18', value: 2 },
        { time: '2026-11-19', value: null },
      ],
    }),
    fixture({
      title: 'Rows of its own table count like events',
      asOf,
      given: {
        rows: { 'notes.notes': [{ note_id: 'n', author: 'ada', color: 'red', at: '2026-11-01T00:00:00Z' }] },
        events: twoDays,
      },
      ask: { dimensions: ['color'], order: [{ key: 'value', dir: 'desc' }] },
      expect: [
        { color: 'red', value: 2 },
        { color: 'blue', value: 1 },
      ],
    }),
  ],
  named_share: [
    fixture({
      title: 'One of three notes is in a known colour',
      asOf,
      given: { events: [...twoDays, note('3', '2026-11-19T02:00:00Z', 'teal')] },
      expect: [{ value: 1 / 3 }],
    }),
  ],
}

/** How its procedures are made. */
export const { router, procedure } = pluginTrpc(contract)
/** Selects the authors of notes of a color. */
export const authorsOf = (color: string | null) => sql<{ author: string }>`
  select author from notes.notes where color = coalesce(${color}, color) order by author`
const routes = router({
  authors: procedure.query(({ ctx }) => ctx.transaction(async (db) => (await authorsOf(null).execute(db)).rows)),
  authors_of: procedure
    .input(z.object({ color: z.string() }))
    .query(({ ctx, input }) => ctx.transaction(async (db) => (await authorsOf(input.color).execute(db)).rows)),
  erase: procedure
    .needs('erase')
    .input(z.object({ color: z.string() }))
    .mutation(({ ctx, input }) =>
      ctx.transaction(async (db) => {
        const { numAffectedRows } = await sql`delete from notes.notes where color = ${input.color}`.execute(db)
        return Number(numAffectedRows)
      }),
    ),
})

/** Inputs its procedures can be called with. */
export const calls = { authors_of: { color: 'red' } }

async function insertNotes({ db, tenantId, events }: ProjectContext): Promise<void> {
  for (const { id, timestamp, properties } of events) {
    await sql`
      insert into notes.notes (tenant_id, note_id, author, color, at)
      values (${tenantId}, ${id}, ${properties?.['author']}, ${properties?.['color']}, ${timestamp})`.execute(db)
  }
}

/** A plugin with nothing wrong: a table of its own, filled from events, and a list all tenants share. */
export const good = defineServer(contract, {
  metrics: {
    notes: count(keptNotes),
    named_share: ratio(
      count(keptNotes, { where: () => sql<boolean>`color in (select name from notes.colors)` }),
      count(keptNotes),
    ),
  },
  fixtures,
  routes,
  migrations: {
    '0001': {
      up: async (db, { tenantTable, sharedTable }) => {
        await sql`create table notes (
          tenant_id uuid not null, note_id uuid not null, author text not null, color text not null,
          at timestamptz not null, primary key (tenant_id, note_id))`.execute(db)
        await tenantTable('notes')
        await sql`create table colors (name text primary key)`.execute(db)
        await sql`insert into colors values ('red')`.execute(db)
        await sharedTable('colors')
      },
    },
  },
  events: { note_written: { properties: z.looseObject({ author: z.string(), color: z.string() }), needsUser: true } },
  project: async (context) => {
    await insertNotes(context)
    const { db, tenantId, events } = context
    await markChanged(db, { tenantId, table: 'notes.notes', times: events.map(({ timestamp }) => timestamp) })
  },
})

/** The same plugin, which forgets to say which times changed. */
export const forgetful: ServerDoor = {
  ...good,
  project: insertNotes,
}

/** Two notes by two authors. */
export function written(tenant: TestTenant): EventInput[] {
  return ['red', 'blue'].map((color, at) => ({
    id: `note ${at}`,
    event: 'note_written',
    timestamp: new Date(tenant.asOf.getTime() - (at + 2) * 86_400_000).toISOString(),
    userId: `author ${at}`,
    properties: { author: `author ${at}`, color },
  }))
}

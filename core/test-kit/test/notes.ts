import { dashboard, definePlugin, dimension, metric, panel, permission, segment } from '@tessera/plugin-api'
import {
  count,
  defineServer,
  fact,
  fixture,
  markChanged,
  max,
  pluginTrpc,
  ratio,
  setting,
  type ProjectContext,
  type ServerDoor,
} from '@tessera/plugin-api/server'
import type { EventInput } from '@tessera/plugin-api/wire'
import { sql } from 'kysely'
import { z } from 'zod'
import type { TestTenant } from '../src/index.ts'

interface NoteRow {
  readonly tenant_id: string
  readonly note_id: string
  readonly author: string
  readonly color: string
  readonly at: Date
}

const contract = definePlugin({
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

const notes = fact<NoteRow>({
  name: 'note',
  table: 'notes.notes',
  key: ['note_id'],
  time: { column: 'at', type: 'instant' },
  dimensions: { color: 'color' },
})
const keptNotes = fact<NoteRow>({ ...notes, rollups: [{ name: 'daily', grain: 'day', dimensions: ['color'] }] })

const asOf = '2026-11-20T12:00:00Z'
const note = (id: string, timestamp: string, color: string): EventInput => ({
  id,
  event: 'note_written',
  timestamp,
  userId: 'ada',
  properties: { author: 'ada', color },
})
const twoDays = [note('1', '2026-11-18T23:30:00Z', 'red'), note('2', '2026-11-19T00:30:00Z', 'blue')]

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

const { router, procedure } = pluginTrpc(contract)
const authorsOf = (color: string | null) => sql<{ author: string }>`
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

const count1 = { unit: 'count', direction: 'up', tier: 3 } as const
const described = 'A metric of a plugin that does wrong on purpose.'
/** What its procedure keeps from one call to the next, whoever calls. */
const remembered: unknown[] = []
const wrongContract = definePlugin({
  ...contract,
  settings: z.object({
    least: z.int().default(0).meta({ title: 'Least', rule: 'from {value} on' }),
    most: z.int().default(9).meta({ title: 'Most', rule: 'up to {value}' }),
  }),
  dimensions: { color: dimension({ title: 'Colour' }), shade: dimension({ title: 'Shade' }) },
  metrics: {
    notes: metric({ ...count1, title: 'Notes.', description: 'Notes', dimensions: ['color'] }),
    shaded: metric({ ...count1, title: 'Shaded', description: described, dimensions: ['color', 'shade'] }),
    company: metric({ ...count1, title: 'Company', description: described }),
    everything: metric({ ...count1, title: 'Everything', description: described, rules: ['most'] }),
    catalogue: metric({ ...count1, title: 'Catalogue', description: described }),
    missing: metric({ ...count1, title: 'Missing', description: described }),
  },
  segments: {
    shady: segment({
      title: 'Shady',
      description: 'Notes of a dark shade.',
      filter: { member: 'shade', operator: 'equals', values: ['dark'] },
    }),
  },
  panels: {
    ...contract.panels,
    unreached: panel({
      title: 'A segment its rows do not know',
      view: 'table',
      query: { metrics: ['notes'], segments: ['shady'] },
    }),
    uncompared: panel({
      title: 'In an order there is only while something is compared',
      view: 'table',
      query: { metrics: ['notes'], order: [{ key: 'notes:previous_period', dir: 'desc' }] },
    }),
    disordered: panel({
      title: 'Disordered',
      view: 'table',
      query: { metrics: ['notes'], order: [{ key: 'somebody.else', dir: 'asc' }] },
    }),
  },
  dashboards: {
    overview: dashboard({ title: 'Notes', revision: 1, cards: [{ panel: 'other.gone', x: 0, y: 0, w: 12, h: 8 }] }),
  },
})

const shaded = fact<NoteRow>({
  ...notes,
  name: 'shaded_note',
  dimensions: { color: 'color', shade: () => sql`color::int::text` },
})

const everything = fact<NoteRow>({ ...notes, name: 'everything', table: 'notes.everything', dimensions: {} })

/** The same plugin with a mistake of every kind. */
export const wrong = defineServer(wrongContract, {
  metrics: {
    notes: count(notes),
    shaded: count(shaded),
    // counts authors of all tenants
    company: count(notes, {
      where: (_, bounds) =>
        sql<boolean>`(select count(*) from (select author as by from notes.notes) as n where by = author) > 1
          and 0 >= ${setting(wrongContract, 'least', bounds)}`,
    }),
    everything: count(everything),
    catalogue: max(notes, () => sql`(select count(*) from pg_catalog.pg_class where relname = 'pg_class')`),
    missing: count(notes, { where: () => sql<boolean>`nothing_of_that_name` }),
  },
  fixtures: {
    notes: [
      fixture({
        title: 'Two notes are three',
        asOf,
        given: { events: twoDays },
        ask: { dimensions: ['color'] },
        expect: [
          { color: 'blue', value: 1 },
          { color: 'red', value: 2 },
        ],
      }),
      fixture({
        title: 'A note by nobody',
        asOf,
        given: { events: [{ ...note('1', asOf, 'red'), userId: null }] },
        expect: [],
      }),
      fixture({
        title: 'A row that lacks a column',
        asOf,
        given: { rows: { 'notes.notes': [{ author: 'ada' }] } },
        expect: [],
      }),
    ],
    everything: [
      fixture({
        title: 'One book of this tenant is one',
        asOf,
        given: { events: twoDays.slice(0, 1) },
        expect: [{ value: 1 }],
      }),
    ],
    missing: [fixture({ title: 'It has no answer', asOf, given: { events: twoDays }, expect: [] })],
  },
  migrations: {
    ...good.migrations,
    '0002': {
      up: async (db, { sharedTable }) => {
        await sql`create table shelf (author text not null, at timestamptz not null)`.execute(db)
        await sql`grant select, insert on shelf to tessera_app`.execute(db)
        // why: only what its migration made can still reach events
        await sql`create function forget() returns trigger language plpgsql security definer as $$ begin
          delete from core.events where tenant_id = current_setting('app.tenant_id')::uuid and "timestamp" = new.at;
          return new; end $$`.execute(db)
        await sql`revoke execute on function forget() from public`.execute(db)
        await sql`create trigger forget after insert on shelf for each row execute function forget()`.execute(db)
        await sql`create view everything with (security_invoker = true) as
          select tenant_id, gen_random_uuid() as note_id, author, at from core.tenants cross join shelf`.execute(db)
        await sharedTable('everything')
      },
    },
  },
  routes: router({
    recent: procedure.query(({ ctx }) =>
      ctx.transaction(async (db) => {
        remembered.push(...(await authorsOf(null).execute(db)).rows, ctx.tenant.slug)
        return remembered
      }),
    ),
    authors_of: procedure.input(z.object({ color: z.string() })).query(({ input }) => input.color),
  }),
  events: { note_written: { properties: z.any(), needsUser: true } },
  project: async (context) => {
    const renamed = context.events.map((event) => ({ ...event, id: crypto.randomUUID() }))
    await good.project?.({ ...context, events: renamed })
    const { db, events } = context
    for (const { timestamp, properties } of events) {
      await sql`insert into notes.shelf values (${properties?.['author']}, ${timestamp})`.execute(db)
    }
  },
})

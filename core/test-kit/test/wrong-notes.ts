import { dashboard, definePlugin, dimension, metric, panel, segment } from '@tessera/plugin-api'
import { count, defineServer, fact, fixture, max, setting } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { z } from 'zod'
import { asOf, authorsOf, contract, good, note, notes, procedure, router, twoDays, type NoteRow } from './notes.ts'

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

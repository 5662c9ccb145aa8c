import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/** Mails of plugins, and what became of each at each recipient. Out of reach of what plugins send to the database. */
export const mailTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table mails (
      tenant_id uuid not null, mail_id uuid not null, plugin_id text not null, created_at timestamptz not null,
      subject text not null, text text not null, html text, attachments jsonb not null,
      primary key (tenant_id, mail_id))`.execute(db)
    await sql`create index mails_created on mails (tenant_id, created_at)`.execute(db)
    await sql`create table mail_deliveries (
      tenant_id uuid not null, delivery_id uuid not null, mail_id uuid not null, address text not null,
      state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'kept')),
      interrupted integer not null default 0, reason text, changed_at timestamptz not null,
      primary key (tenant_id, delivery_id),
      foreign key (tenant_id, mail_id) references mails (tenant_id, mail_id) on delete cascade)`.execute(db)
    await sql`create index mail_deliveries_mail on mail_deliveries (tenant_id, mail_id)`.execute(db)
    for (const table of ['mails', 'mail_deliveries']) {
      await tenantTable(table)
      await sql`revoke all on ${sql.table(table)} from ${sql.ref(appRole)}`.execute(db)
    }
  },
}

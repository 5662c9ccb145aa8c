import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Connections and chats, both projected from events. */
export const connectionsAndChats: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table connections (
        tenant_id uuid not null,
        connection_id uuid not null,
        user_id uuid not null,
        account_id uuid,
        provider text not null,
        connected_at timestamptz not null,
        disconnected_at timestamptz,
        disconnect_reason text,
        is_first_connection boolean not null,
        last_used_at timestamptz,
        primary key (tenant_id, connection_id),
        check (disconnected_at >= connected_at)
      )`.execute(db)
    await sql`create index on connections (tenant_id, user_id, connected_at)`.execute(db)
    await sql`create index on connections (tenant_id, connected_at, disconnected_at)`.execute(db)
    await sql`create index on connections (tenant_id, disconnected_at) where disconnected_at is not null`.execute(db)
    await tenantTable('connections')

    await sql`
      create table chats (
        tenant_id uuid not null,
        chat_id uuid not null,
        user_id uuid,
        account_id uuid,
        started_at timestamptz,
        used_integration boolean not null default false,
        first_used_at timestamptz,
        provider text,
        primary key (tenant_id, chat_id)
      )`.execute(db)
    await sql`create index on chats (tenant_id, started_at)`.execute(db)
    await tenantTable('chats')

    await sql`create table projection_locks (tenant_id uuid primary key, taken int not null default 0)`.execute(db)
    await tenantTable('projection_locks')
  },
}

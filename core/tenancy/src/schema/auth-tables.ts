import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/**
 * The tables better-auth 1.7 works on (its own names and types; a test asks it whether anything is missing) and the API
 * keys. Read by the owner only: the application role has no rights here.
 */
export const authTables: Migration = {
  up: async (db) => {
    await sql`create table "user" (
      "id" uuid default gen_random_uuid() not null primary key, "name" text not null, "email" text not null unique,
      "emailVerified" boolean not null, "image" text,
      "createdAt" timestamptz default current_timestamp not null,
      "updatedAt" timestamptz default current_timestamp not null)`.execute(db)
    await sql`create table "session" (
      "id" uuid default gen_random_uuid() not null primary key, "expiresAt" timestamptz not null,
      "token" text not null unique, "createdAt" timestamptz default current_timestamp not null,
      "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
      "userId" uuid not null references "user" ("id") on delete cascade, "activeOrganizationId" text)`.execute(db)
    await sql`create table "account" (
      "id" uuid default gen_random_uuid() not null primary key, "accountId" text not null, "providerId" text not null,
      "userId" uuid not null references "user" ("id") on delete cascade,
      "accessToken" text, "refreshToken" text, "idToken" text,
      "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
      "createdAt" timestamptz default current_timestamp not null, "updatedAt" timestamptz not null)`.execute(db)
    await sql`create table "verification" (
      "id" uuid default gen_random_uuid() not null primary key, "identifier" text not null, "value" text not null,
      "expiresAt" timestamptz not null, "createdAt" timestamptz default current_timestamp not null,
      "updatedAt" timestamptz default current_timestamp not null)`.execute(db)
    await sql`create table "organization" (
      "id" uuid default gen_random_uuid() not null primary key, "name" text not null, "slug" text not null unique,
      "logo" text, "createdAt" timestamptz not null, "metadata" text)`.execute(db)
    await sql`create table "member" (
      "id" uuid default gen_random_uuid() not null primary key,
      "organizationId" uuid not null references "organization" ("id") on delete cascade,
      "userId" uuid not null references "user" ("id") on delete cascade,
      "role" text not null, "createdAt" timestamptz not null)`.execute(db)
    await sql`create table "invitation" (
      "id" uuid default gen_random_uuid() not null primary key,
      "organizationId" uuid not null references "organization" ("id") on delete cascade,
      "email" text not null, "role" text, "status" text not null, "expiresAt" timestamptz not null,
      "createdAt" timestamptz default current_timestamp not null,
      "inviterId" uuid not null references "user" ("id") on delete cascade)`.execute(db)
    await sql`create table "api_key" (
      "id" uuid not null primary key,
      "organizationId" uuid not null references "organization" ("id") on delete cascade,
      "name" text not null, "prefix" text not null unique, "hash" text not null, "scopes" text[] not null,
      "createdBy" uuid references "user" ("id") on delete set null,
      "createdAt" timestamptz not null, "lastUsedAt" timestamptz, "expiresAt" timestamptz, "revokedAt" timestamptz)`.execute(
      db,
    )
    await sql`create index "session_userId_idx" on "session" ("userId")`.execute(db)
    await sql`create index "account_userId_idx" on "account" ("userId")`.execute(db)
    await sql`create index "verification_identifier_idx" on "verification" ("identifier")`.execute(db)
    await sql`create unique index "member_organizationId_idx" on "member" ("organizationId", "userId")`.execute(db)
    await sql`create index "member_userId_idx" on "member" ("userId")`.execute(db)
    await sql`create index "invitation_organizationId_idx" on "invitation" ("organizationId")`.execute(db)
    await sql`create index "invitation_email_idx" on "invitation" ("email")`.execute(db)
    await sql`create index "api_key_organizationId_idx" on "api_key" ("organizationId")`.execute(db)
  },
}

import { sql, type Kysely } from 'kysely'

/** The billing system as tests have it: companies 1 and 2 are tenants, 3 is none. */
export const billing = {
  make: async (db: Kysely<never>) => {
    await sql`create schema billing`.execute(db)
    await sql`create table billing.invoice (no int primary key, company_no int not null, total numeric, paid_on date,
      written timestamp not null, changed_at timestamptz not null default now())`.execute(db)
    await sql`insert into billing.invoice (no, company_no, total, paid_on, written)
      select no, 1 + no % 3, 10 * (no / 3), case when no % 2 = 0 then date '2026-11-19' end,
        timestamp '2026-11-10 09:00' + no * interval '5 hours' from generate_series(0, 35) as no`.execute(db)
  },
  keys: { billing: ['1', '2'] },
} as const

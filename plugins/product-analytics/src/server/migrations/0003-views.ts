import type { Migration } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'

async function view(db: Kysely<unknown>, name: string, query: ReturnType<typeof sql>): Promise<void> {
  await sql`create view ${sql.ref(name)} with (security_invoker = true) as ${query}`.execute(db)
  await sql`grant select on ${sql.ref(name)} to tessera_app`.execute(db)
}

/** Rows that facts read and nobody writes. */
export const views: Migration = {
  up: async (db) => {
    // Everybody who was ever active.
    await view(
      db,
      'people',
      sql`
        select tenant_id, user_id, max(account_id::text)::uuid as account_id, min(active_date) as first_active_date,
          null::date as gone_on
        from active_days group by tenant_id, user_id`,
    )
    // The same, dated by the day on which their day 33 is over.
    await view(
      db,
      'newcomers',
      sql`
        select tenant_id, user_id, account_id, first_active_date + 34 as matured_on,
          exists (
            select from active_days as back where back.tenant_id = people.tenant_id and back.user_id = people.user_id
              and back.active_date between people.first_active_date + 27 and people.first_active_date + 33
          ) as is_back
        from people`,
    )
    // Uses of features, with the plan of who used them and the least one that has them.
    await view(
      db,
      'feature_uses',
      sql`
        select used.tenant_id, used.source, used.user_id, used.feature, used.active_date, used.account_id, f.min_tier,
          person.subscription_tier as tier
        from feature_days as used
        left join features as f on f.tenant_id = used.tenant_id and f.feature = used.feature
        left join core.users as person on person.tenant_id = used.tenant_id and person.user_id = used.user_id`,
    )
    // Each feature beside everybody who was ever active.
    await view(
      db,
      'feature_chances',
      sql`
        select someone.tenant_id, someone.user_id, f.feature, someone.account_id, someone.first_active_date, someone.gone_on,
          f.min_tier, person.subscription_tier as tier
        from people as someone
        join features as f on f.tenant_id = someone.tenant_id
        left join core.users as person on person.tenant_id = someone.tenant_id and person.user_id = someone.user_id`,
    )
    // Who was active in the 7 days from a release on, and whether they used one of its features in them.
    await view(
      db,
      'release_users',
      sql`
        select brought.tenant_id, brought.release, brought.released_on + 7 as matured_on, active.user_id, active.account_id,
          brought.min_tiers, person.subscription_tier as tier,
          exists (
            select from feature_days as used
            where used.tenant_id = brought.tenant_id and used.user_id = active.user_id
              and used.feature = any(brought.features)
              and used.active_date >= brought.released_on and used.active_date < brought.released_on + 7
          ) as has_adopted
        from (
          select r.tenant_id, r.release, r.released_on, array_agg(rf.feature) as features, array_agg(f.min_tier) as min_tiers
          from releases as r
          join release_features as rf on rf.tenant_id = r.tenant_id and rf.release = r.release
          left join features as f on f.tenant_id = rf.tenant_id and f.feature = rf.feature
          group by r.tenant_id, r.release, r.released_on
        ) as brought
        join lateral (
          select user_id, max(account_id::text)::uuid as account_id from active_days as day
          where day.tenant_id = brought.tenant_id and day.active_date >= brought.released_on
            and day.active_date < brought.released_on + 7
          group by user_id
        ) as active on true
        left join core.users as person on person.tenant_id = brought.tenant_id and person.user_id = active.user_id`,
    )
  },
}

create table "world"."rollup_spends_daily" as select tenant_id, "day"::date as bucket, "provider" as "provider", sum("amount") as "sum_spend", count(*) as "rows_all"
  from "world"."spends"
  where true
  group by 1, 2, 3 with no data;

alter table "world"."rollup_spends_daily" alter column tenant_id set not null, alter column bucket set not null;

create unique index "rollup_spends_daily_key" on "world"."rollup_spends_daily" ("tenant_id", "bucket", "provider") nulls not distinct;

comment on table "world"."rollup_spends_daily" is 'tessera rollup x.spends.daily …'

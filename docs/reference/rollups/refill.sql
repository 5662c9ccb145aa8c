delete from "world"."rollup_spends_daily" where tenant_id = $1::uuid
    and bucket >= $2::date
    and bucket < $3::date;

insert into "world"."rollup_spends_daily" ("tenant_id", "bucket", "provider", "sum_spend", "rows_all")
  select tenant_id, "day" as bucket, "provider" as "provider", sum("amount") as "sum_spend", count(*) as "rows_all"
  from "world"."spends"
  where tenant_id = $1::uuid
    and "day" >= $2::date
    and "day" < $3::date
  group by 1, 2, 3

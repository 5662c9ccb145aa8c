import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { judge } from './judge.ts'

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()

/** An experiment with its figures and what can be said of it. */
export const experimentResult = z.object({
  experiment: z.string(),
  title: z.string(),
  hypothesis: z.string().nullable(),
  conversion: z.string(),
  plannedPerVariant: z.number().nullable(),
  startedOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  /** Users who were shown several variants; they count in none. */
  mixedUsers: z.number(),
  verdict: z.enum(['no_control', 'mismatch', 'no_plan', 'collecting', 'winner', 'loser', 'no_difference']),
  splitP: z.number().nullable(),
  variants: z.array(
    z.object({
      variant: z.string(),
      isControl: z.boolean(),
      weight: z.number(),
      users: z.number(),
      converted: z.number(),
      rate: estimate,
      difference: estimate,
      lift: estimate,
      p: z.number().nullable(),
      pHolm: z.number().nullable(),
    }),
  ),
})

interface Row {
  readonly experiment: string
  readonly title: string
  readonly hypothesis: string | null
  readonly conversion: string
  readonly planned: number | null
  readonly started_on: string | null
  readonly ended_on: string | null
  readonly mixed: number
  readonly variant: string | null
  readonly is_control: boolean
  readonly weight: number
  readonly users: number
  readonly converted: number
}

/** All experiments of the tenant, the latest first. Conversions up to `now` count. */
export async function readExperiments(
  db: Kysely<never>,
  tenantId: string,
  now: Date,
): Promise<z.infer<typeof experimentResult>[]> {
  const { rows } = await sql<Row>`
    with shown as (
      select experiment, variant, variants, converted_at <= ${now}::timestamptz as has_converted
      from product_analytics.exposures where tenant_id = ${tenantId} and first_exposed_at <= ${now}::timestamptz
    )
    select e.experiment, e.title, e.hypothesis, e.conversion, e.planned_per_variant::float8 as planned,
      e.started_on::text, e.ended_on::text, v.variant, coalesce(v.is_control, false) as is_control,
      coalesce(v.weight, 1) as weight,
      (select count(*) from shown where shown.experiment = e.experiment and variants > 1)::float8 as mixed,
      (select count(*) from shown where shown.experiment = e.experiment and shown.variant = v.variant
        and variants = 1)::float8 as users,
      (select count(*) from shown where shown.experiment = e.experiment and shown.variant = v.variant
        and variants = 1 and has_converted)::float8 as converted
    from product_analytics.experiments as e
    left join product_analytics.experiment_variants as v on v.tenant_id = e.tenant_id and v.experiment = e.experiment
    where e.tenant_id = ${tenantId}
    order by e.started_on desc nulls last, e.experiment, v.is_control desc, v.variant`.execute(db)
  return [...Map.groupBy(rows, ({ experiment }) => experiment).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const counts = group.flatMap(({ variant, is_control: isControl, weight, users, converted }) =>
      variant === null ? [] : [{ variant, isControl, weight, users, converted }],
    )
    const { verdict, splitP, variants } = judge(counts, first.planned)
    return [
      {
        experiment: first.experiment,
        title: first.title,
        hypothesis: first.hypothesis,
        conversion: first.conversion,
        plannedPerVariant: first.planned,
        startedOn: first.started_on,
        endedOn: first.ended_on,
        mixedUsers: first.mixed,
        verdict,
        splitP,
        variants: [...variants],
      },
    ]
  })
}

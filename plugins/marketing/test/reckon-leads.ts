/** Figures of leads reckoned lead by lead and moment by moment, without SQL; times are milliseconds since 1970. */

/** A lead, and when it reached each stage. */
export interface Lead {
  readonly id: string
  readonly channel: string | null
  readonly score: number | null
  readonly created: number
  readonly mql: number | null
  readonly sql: number | null
  readonly opportunity: number | null
  readonly customer: number | null
}

/** From when to when is asked, the part of it that a figure is of, and the days that stages may take. */
export interface Asked {
  readonly from: number
  readonly to: number
  readonly end: number
  readonly qualifyDays: number
  readonly acceptDays: number
}

const day = 86_400_000
const bands = [75, 50, 25, 0]

/** The lower end of the band of a score, as text; null without a score. */
export const bandOf = ({ score }: Lead) => (score === null ? null : String(bands.find((from) => score >= from)))

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** Every figure of some leads. */
export function reckonLeads(leads: readonly Lead[], asked: Asked): Readonly<Record<string, number | null>> {
  const within = (at: number | null) => at !== null && at >= asked.from && at < asked.to
  const count = (holds: (lead: Lead) => boolean) => leads.filter(holds).length
  const created = leads.filter((lead) => within(lead.created))
  const far = ({ mql, sql, opportunity, customer }: Lead) => [mql, sql, opportunity, customer]
  const reached = (stage: number) =>
    created.filter((lead) =>
      far(lead)
        .slice(stage)
        .some((at) => at !== null),
    ).length
  const qualifiesBy = ({ created: at }: Lead) => at + asked.qualifyDays * day
  const acceptsBy = ({ mql }: Lead) => (mql === null ? null : mql + asked.acceptDays * day)
  const inTime = (lead: Lead) => lead.mql !== null && lead.mql < qualifiesBy(lead)
  const isAccepted = (lead: Lead) => lead.sql !== null && lead.sql < (acceptsBy(lead) ?? 0)
  const ready = leads.filter((lead) => within(qualifiesBy(lead)))
  const cohort = created.filter((lead) => qualifiesBy(lead) <= asked.end)
  const handed = leads.filter((lead) => within(acceptsBy(lead)))
  return {
    leads: created.length,
    total_mqls: count(({ mql }) => within(mql)),
    total_sqls: count(({ sql }) => within(sql)),
    lead_opportunities: count(({ opportunity }) => within(opportunity)),
    lead_customers: count(({ customer }) => within(customer)),
    leads_qualified: reached(0),
    leads_accepted: reached(1),
    leads_with_opportunity: reached(2),
    leads_won: reached(3),
    lead_conversion_rate: share(ready.filter(inTime).length, ready.length),
    lead_cohort_conversion: share(cohort.filter(inTime).length, cohort.length),
    mql_conversion_rate: share(handed.filter(isAccepted).length, handed.length),
  }
}

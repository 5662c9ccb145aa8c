import { sql, type Kysely } from 'kysely'

/** Whose life is read. */
interface Of {
  readonly tenantId: string
  readonly accountId: string
}

/** One thing that happened with an account. */
export interface Happened {
  readonly id: string
  readonly at: string
  readonly kind: 'engagement' | 'segment' | 'goal' | 'milestone' | 'signal' | 'intervention'
  readonly activity: string
}

/** The latest things that happened with an account, up to a moment. */
export async function readTimeline(db: Kysely<never>, { tenantId, accountId }: Of, until: Date): Promise<Happened[]> {
  const { rows } = await sql<Happened>`
    select activity_id as id, to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, kind, activity
    from customer_success.activities
    where tenant_id = ${tenantId} and account_id = ${accountId}::uuid and happened_at <= ${until}
    order by happened_at desc, activity_id limit 60`.execute(db)
  return rows
}

/** A stakeholder, and when they last took part. */
export interface Person {
  readonly id: string
  readonly name: string | null
  readonly role: string
  readonly isDecisionMaker: boolean
  readonly isChampion: boolean
  readonly lastDate: string | null
}

/** Stakeholders who are there. */
export async function readStakeholders(db: Kysely<never>, { tenantId, accountId }: Of): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select s.stakeholder_id as id, s.name, s.role, s.is_decision_maker as "isDecisionMaker", s.is_champion as "isChampion",
      (select (max(p.happened_at) at time zone (select timezone from core.tenants where tenant_id = ${tenantId}))::date::text
        from customer_success.participations as p
        where p.tenant_id = ${tenantId} and p.stakeholder_id = s.stakeholder_id) as "lastDate"
    from customer_success.stakeholders as s
    where s.tenant_id = ${tenantId} and s.account_id = ${accountId}::uuid and s.left_at is null
    order by s.is_decision_maker desc, s.is_champion desc, s.name`.execute(db)
  return rows
}

/** A goal of an account. */
export interface Goal {
  readonly id: string
  readonly title: string
  readonly status: 'open' | 'completed' | 'missed' | 'cancelled'
  readonly dueOn: string | null
  readonly completedOn: string | null
}

/** Goals of an account, by when they are due. */
export async function readGoals(db: Kysely<never>, { tenantId, accountId }: Of): Promise<Goal[]> {
  const { rows } = await sql<Goal>`
    select goal_id as id, title, status, due_on::text as "dueOn", completed_on::text as "completedOn"
    from customer_success.goals where tenant_id = ${tenantId} and account_id = ${accountId}::uuid
    order by due_on desc nulls last, goal_id limit 50`.execute(db)
  return rows
}

/** The scores of an account on a day. */
export interface Scored {
  readonly date: string
  readonly health: number | null
  readonly risk: number | null
}

/** The course of the scores of an account over half a year. */
export async function readCourse(db: Kysely<never>, { tenantId, accountId }: Of, until: string): Promise<Scored[]> {
  const { rows } = await sql<Scored>`
    select metric_date::text as date, overall_health_score::double precision as health, churn_risk_score::double precision as risk
    from customer_success.health_metrics
    where tenant_id = ${tenantId} and account_id = ${accountId}::uuid and metric_date > ${until}::date - 182
    order by metric_date`.execute(db)
  return rows
}

/** Median of the points that live accounts have in each input, on the same day. */
export async function readMedians(db: Kysely<never>, tenantId: string, date: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ input: string; median: number }>`
    select part ->> 'input' as input,
      percentile_cont(0.5) within group (order by (part ->> 'points')::double precision) as median
    from customer_success.health_metrics as m cross join lateral jsonb_array_elements(m.parts) as part
    where m.tenant_id = ${tenantId} and m.metric_date = ${date}::date group by 1`.execute(db)
  return new Map(rows.map(({ input, median }) => [input, median]))
}

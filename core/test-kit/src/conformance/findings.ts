import { defineErrors, type ProblemError } from '@tessera/plugin-api'

/** One thing wrong with a plugin: a code, and a sentence that says where and what to do. */
export type Finding = ProblemError

const at = { status: 500 } as const

/** Everything the conformance suite can find. */
export const finding = defineErrors({
  description_poor: {
    ...at,
    say: (p: { metric: string; least: number }) =>
      `${p.metric}: its description is no sentence of ${p.least} characters or more with a full stop; say what is counted, over what, and what is left out`,
  },
  title_punctuated: {
    ...at,
    say: (p: { what: string; title: string }) =>
      `${p.what}: its title '${p.title}' is empty or ends in a punctuation mark; write a name, not a sentence`,
  },
  panel_missing: {
    ...at,
    say: (p: { dashboard: string; panel: string }) =>
      `${p.dashboard}: panel '${p.panel}' or what it asks for is not there; declare it, or require the plugin that has it`,
  },
  panel_lack_unsaid: {
    ...at,
    say: (p: { panel: string; metrics: string; met: string }) =>
      `${p.panel}: ${p.metrics} has no source here, and the panel should say so, but ${p.met}; mend what else it asks for`,
  },
  panel_failed: {
    ...at,
    say: (p: { panel: string; asked: string; reason: string }) =>
      `${p.panel}: what a page asks for it, ${p.asked}, is refused: ${p.reason}`,
  },
  rubbish_accepted: {
    ...at,
    say: (p: { event: string; given: string }) =>
      `event '${p.event}': ${p.given} is accepted; say in its 'properties' what each must be`,
  },
  records_refused: {
    ...at,
    say: (p: { table: string; reason: string }) =>
      `table '${p.table}': rows that the plugin wrote itself are refused where they are imported: ${p.reason}`,
  },
  records_changed: {
    ...at,
    say: (p: { table: string; changed: number }) =>
      `table '${p.table}': ${p.changed} rows change when they are imported as they were read; let its columns hold what the schema says`,
  },
  rubbish_unexplained: {
    ...at,
    say: (p: { event: string; given: string; reason: string }) =>
      `event '${p.event}': ${p.given} is refused without a reason (${p.reason}); let the schema of its 'properties' say what to write`,
  },
  migration_failed: {
    ...at,
    say: (p: { reason: string }) =>
      `its migrations do not run twice, or leave rows of tenants open: ${p.reason}; never change a step that has run, and pass each table to tools.tenantTable`,
  },
  table_shared_and_written: {
    ...at,
    say: (p: { table: string }) =>
      `${p.table}: has no tenant_id, yet tenants may write into it; add the column and pass the table to tools.tenantTable`,
  },
  existing_leaks: {
    ...at,
    say: (p: { view: string; table: string }) =>
      `${p.view}: shows rows of ${p.table} that are of no key of the tenant that asks; make it by tools.existingTable alone, with the column that tells whose a row is`,
  },
  existing_unfilled: {
    ...at,
    say: (p: { view: string; table: string }) =>
      `${p.view}: nothing tells whether it keeps tenants apart; let 'existing.make' write rows of ${p.table} for both keys and for a third one`,
  },
  existing_open: {
    ...at,
    say: (p: { table: string }) =>
      `${p.table}: is read without the view, so every tenant's rows are; take back what was granted to anybody but tessera_existing`,
  },
  metric_failed: {
    ...at,
    say: (p: { metric: string; asked: string; reason: string }) =>
      `${p.metric} ${p.asked}: no answer: ${p.reason}; mend its formula, or take the dimension off its list`,
  },
  value_from_nothing: {
    ...at,
    say: (p: { metric: string; asked: string; value: string }) =>
      `${p.metric} ${p.asked}: says ${p.value} for a tenant without any row; it must be null or 0`,
  },
  nothing_seeded: {
    ...at,
    say: () =>
      `no metric has a value in the last 30 days of the seeded tenant, so nothing is tested; give a demo, or option 'events' with timestamps before tenant.asOf`,
  },
  events_rejected: {
    ...at,
    say: (p: { count: number; reason: string }) =>
      `${p.count} of the events it is tested with are rejected: ${p.reason}; mend them, or the event type`,
  },
  seeding_failed: {
    ...at,
    say: (p: { tenant: string; reason: string }) =>
      `filling tenant ${p.tenant} ends in an error: ${p.reason}; mend its demo or its projection`,
  },
  tenant_unheld: {
    ...at,
    say: (p: { metric: string; asked: string; table: string }) =>
      `${p.metric} ${p.asked}: its SQL reads ${p.table} without 'tenant_id = <the tenant>'; add it in that very select (bounds.tenant)`,
  },
  rule_untold: {
    ...at,
    say: (p: { metric: string; rule: string }) =>
      `${p.metric}: its SQL reads the setting '${p.rule}', which readers are not told; add it to 'rules' of the metric`,
  },
  rule_unread: {
    ...at,
    say: (p: { metric: string; rule: string }) =>
      `${p.metric}: says that it rests on the setting '${p.rule}', which its SQL does not read; take it off 'rules', or say 'stored' in the meta of the setting where rows are made by it`,
  },
  schema_foreign: {
    ...at,
    say: (p: { metric: string; asked: string; table: string }) =>
      `${p.metric} ${p.asked}: its SQL reads ${p.table}, which is neither its own nor core's nor a required plugin's; ask for a metric of that plugin instead`,
  },
  statement_leaks: {
    ...at,
    say: (p: { metric: string; asked: string }) =>
      `${p.metric} ${p.asked}: its SQL gives another answer without row-level security, so it counts other tenants' rows; add 'tenant_id = <the tenant>' where it is missing`,
  },
  seen_by_other: {
    ...at,
    say: (p: { metric: string; asked: string }) =>
      `${p.metric} ${p.asked}: rows of one tenant change the answer of another that has none; keep rows apart by tenant_id`,
  },
  changed_by_other: {
    ...at,
    say: (p: { metric: string; asked: string }) =>
      `${p.metric} ${p.asked}: its answer for one tenant changed when another got rows; keep rows apart by tenant_id`,
  },
  procedure_open: {
    ...at,
    say: (p: { procedure: string; who: string; met: string; code: string }) =>
      `${p.procedure}: ${p.who} gets ${p.met} instead of the refusal '${p.code}'; build it from pluginTrpc(plugin).procedure, and let the host mount it`,
  },
  procedure_leaks: {
    ...at,
    say: (p: { procedure: string }) =>
      `${p.procedure}: what it answers a tenant without rows changed when another got rows; keep nothing between calls that is not kept by tenant, and name the tenant in its SQL`,
  },
  procedure_untried: {
    ...at,
    say: (p: { procedure: string; name: string }) =>
      `${p.procedure}: was not called as another tenant, for nobody says with what; give option calls: { '${p.name}': <input> }`,
  },
  rollup_differs: {
    ...at,
    say: (p: { metric: string; asked: string }) =>
      `${p.metric} ${p.asked}: its answer from a rollup is not the one from the rows; call markChanged with the times of all rows you insert, change or delete`,
  },
  fixture_missing: {
    ...at,
    say: (p: { metric: string }) =>
      `${p.metric}: no fixture shows what it answers; add a few rows and the value they give under 'fixtures' of the server door`,
  },
  fixture_failed: {
    ...at,
    say: (p: { metric: string; fixture: string; reason: string }) =>
      `${p.metric}: its fixture '${p.fixture}' cannot be run: ${p.reason}; mend the fixture or the metric`,
  },
  fixture_differs: {
    ...at,
    say: (p: { metric: string; fixture: string; expected: string; actual: string }) =>
      `${p.metric}: its fixture '${p.fixture}' expects:${p.expected}\n  but the answer is:${p.actual}\n  mend the formula, or the fixture if it was reckoned wrong`,
  },
  again_accepted: {
    ...at,
    say: (p: { count: number }) =>
      `${p.count} events posted a second time count as new; leave stored events as they are`,
  },
  again_failed: {
    ...at,
    say: (p: { reason: string }) =>
      `posting the same events again ends in an error: ${p.reason}; leave stored events as they are`,
  },
  again_changed: {
    ...at,
    say: (p: { table: string }) =>
      `${p.table}: changed when the same events were posted again; project only what events say, not when they come`,
  },
})

/** What an error says, in one line, with the database's own words behind it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

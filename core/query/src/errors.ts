import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of the query engine. What cannot be answered safely is refused by name, never dropped. */
export const queryErrors = defineErrors({
  no_context: {
    status: 500,
    say: () => 'a question reached the engine without tenant and plugins; pass the caller’s context',
  },
  query_cancelled: {
    status: 499,
    say: () => 'the caller left before the answer was ready; ask again if you still need it',
  },
  too_busy: {
    status: 503,
    retryAfter: (p: { seconds: number }) => p.seconds,
    say: (p: { seconds: number }) =>
      `more questions wait than can be answered in time; ask again in ${p.seconds} s, or for less at once`,
  },
  question_too_long: {
    status: 503,
    retryAfter: (p: { seconds: number }) => p.seconds,
    say: (p: { seconds: number }) =>
      `this question, or several of this tenant, took longer than a statement may and kept everybody waiting; it is taken again in ${p.seconds} s: ask for a shorter span or fewer groups`,
  },
  invalid_query: { status: 422, say: (p: { reason: string }) => `the query cannot be read: ${p.reason}` },
  unknown_member: {
    status: 422,
    say: (p: { member: string; kind: string }) =>
      `no ${p.kind} '${p.member}' is registered; GET /api/v1/${p.kind === 'segment' ? 'segments' : 'metrics'} lists what there is`,
  },
  plugin_disabled: {
    status: 403,
    say: (p: { member: string; plugin: string }) =>
      `'${p.member}' belongs to plugin '${p.plugin}', which is not enabled for this tenant; an admin can enable it under Plugins`,
  },
  rule_unknown: {
    status: 422,
    say: (p: { rule: string; known: readonly string[] }) =>
      `none of the metrics rests on a rule '${p.rule}'; ${p.known.length === 0 ? 'they rest on none, so leave it out' : `there are: ${p.known.join(', ')}`}`,
  },
  rule_stored: {
    status: 422,
    say: (p: { rule: string }) =>
      `rows were made by the rule '${p.rule}' as they came, so no question can be answered by another; change the setting and have the rows made anew`,
  },
  rule_invalid: {
    status: 422,
    say: (p: { rule: string; reason: string }) => `the rule '${p.rule}' cannot be that: ${p.reason}`,
  },
  needs_source: {
    status: 422,
    say: (p: { metric: string; needs: readonly string[] }) =>
      p.needs.length === 0
        ? `metric '${p.metric}' has no source yet; install a plugin that supplies it, or leave it out`
        : `metric '${p.metric}' needs plugin ${p.needs.map((plugin) => `'${plugin}'`).join(' and ')}, which is not there or not enabled for this tenant; have an admin install or enable it, or leave the metric out`,
  },
  no_safe_join_path: {
    status: 422,
    say: (p: { metric: string; dimension: string; fact: string }) =>
      `metric '${p.metric}' cannot be split or filtered by '${p.dimension}': its fact '${p.fact}' does not reach that dimension without repeating rows; leave the dimension out, or declare it on the fact`,
  },
  non_additive_total: {
    status: 422,
    say: (p: { metric: string; of: string }) =>
      `'${p.metric}' is a share of '${p.of}', whose groups must not be added up; use a metric that counts or sums rows`,
  },
  mixed_filter: {
    status: 422,
    say: (p: { members: string }) =>
      `one 'or' or 'not' mixes dimensions and metrics (${p.members}); dimensions filter rows and metrics filter results, so join them with 'and'`,
  },
  metric_not_queried: {
    status: 422,
    say: (p: { member: string }) =>
      `the query filters, orders or ranks by '${p.member}' but does not ask for it; add it to metrics, its comparison to compare`,
  },
  duplicate_column: {
    status: 422,
    say: (p: { name: string }) => `two columns would be called '${p.name}'; give one of them another name with 'as'`,
  },
  too_many_groups: {
    status: 422,
    say: (p: { what: string; limit: number }) =>
      `the answer would have more than ${p.limit} ${p.what}; choose a coarser grain, a shorter range, fewer dimensions or a limit`,
  },
  question_too_large: {
    status: 422,
    say: (p: { leave: string }) =>
      `the question would be too large a statement for the database; ${p.leave}, or ask in several questions`,
  },
  time_out_of_reach: {
    status: 422,
    say: () =>
      'the question reaches beyond the years 1 to 9999; choose a shorter range, a smaller offset or a nearer comparison',
  },
  grain_finer_than_fact: {
    status: 422,
    say: (p: { metric: string; fact: string }) =>
      `metric '${p.metric}' is dated by calendar day (fact '${p.fact}') and cannot be cut finer; use grain day or coarser and whole days`,
  },
  hour_finer_than_fact: {
    status: 422,
    say: (p: { metric: string; dimension: string; fact: string; instead: string }) =>
      `metric '${p.metric}' has no '${p.dimension}': its fact '${p.fact}' is dated by calendar day and knows no time of day; use '${p.instead}', or grain day or coarser`,
  },
  zone_unknown: {
    status: 422,
    say: (p: { zone: string }) => `'${p.zone}' is not a time zone; use an IANA name such as Europe/Berlin or UTC`,
  },
  calendar_unknown: {
    status: 422,
    say: (p: { calendar: string }) =>
      `this tenant has no calendar '${p.calendar}'; use gregorian or fiscal, or create it with \`tessera calendar create\``,
  },
  calendar_span: {
    status: 422,
    say: (p: { calendar: string; from: string; to: string }) =>
      `calendar '${p.calendar}' is known from ${p.from || 'nowhere'} to ${p.to || 'nowhere'}, and the question reaches beyond; choose another range or comparison, or extend the calendar`,
  },
  range_empty: {
    status: 422,
    say: (p: { from: string; to: string }) =>
      `the range from ${p.from} to ${p.to} is empty; 'to' must be later than 'from'`,
  },
  cell_unknown: {
    status: 422,
    say: (p: { what: string; value: string }) =>
      `the query's answer has no ${p.what} '${p.value}'; take the place of the number from the answer itself`,
  },
  part_unknown: {
    status: 422,
    say: (p: { metric: string; part: string; parts: string }) =>
      p.part === ''
        ? `'${p.metric}' is computed from several inputs; name one of them as part: ${p.parts}`
        : `'${p.metric}' has no part '${p.part}'; it has ${p.parts}`,
  },
  not_decomposable: {
    status: 422,
    say: (p: { metric: string; kind: string }) =>
      `the change of '${p.metric}' cannot be taken apart: it is of kind '${p.kind}', neither a ratio, a mean, nor something counted; look at the metrics it is computed from`,
  },
  cursor_invalid: {
    status: 422,
    say: () => 'the cursor is broken or belongs to another question; leave it out to begin with the first page',
  },
  needs_period: {
    status: 422,
    say: (p: { metric: string; dimension: string }) =>
      `metric '${p.metric}' has a value for each period of its retention; add '${p.dimension}' to dimensions, or use a metric of one period`,
  },
  metric_cycle: {
    status: 500,
    say: (p: { path: string }) => `metrics are defined by each other in a circle: ${p.path}; break it in the plugin`,
  },
  snapshot_needs_interval: {
    status: 500,
    say: (p: { metric: string; fact: string }) =>
      `metric '${p.metric}' takes a snapshot of fact '${p.fact}', which declares no interval; add start and end columns to it`,
  },
  query_failed: {
    status: 500,
    say: (p: { metric: string }) =>
      `the database refused the statement for '${p.metric}'; the plugin's SQL is wrong, its owner finds the reason in the log`,
  },
  data_error: {
    status: 422,
    say: (p: { metric: string; what: string }) =>
      `'${p.metric}' cannot be computed from these rows: ${p.what}; choose another range or filter, or correct the rows; a plugin reads numbers of properties with numberProperty`,
  },
})

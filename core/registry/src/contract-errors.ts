/** What a contract says that cannot be: fields, rights, settings, jobs, pages, procedures, supplied metrics, required plugins. */
export const contractErrors = {
  field_unknown: {
    status: 500,
    say: (p: { where: string; field: string; meant: string | null }) =>
      `${p.where} has the field '${p.field}', which nothing reads; ${p.meant === null ? 'take it out' : `did you mean '${p.meant}'?`}`,
  },
  word_unknown: {
    status: 500,
    say: (p: { what: string; word: string; meant: string | null; known: readonly string[] }) =>
      `${p.what} is '${p.word}', which there is not; ${p.meant === null ? `choose from ${p.known.join(', ')}` : `did you mean '${p.meant}'?`}`,
  },
  settings_wrong: {
    status: 500,
    say: (p: { reason: string }) => `its settings cannot be used: ${p.reason}`,
  },
  rule_wrong: {
    status: 500,
    say: (p: { metric: string; rule: string; reason: string }) =>
      `the rule '${p.rule}' of metric '${p.metric}' cannot be told: ${p.reason}`,
  },
  topic_wrong: {
    status: 500,
    say: (p: { topic: string; reason: string }) => `topic '${p.topic}' is wrong: ${p.reason}`,
  },
  importable_wrong: {
    status: 500,
    say: (p: { table: string; reason: string }) => `table '${p.table}' is wrong: ${p.reason}`,
  },
  job_wrong: {
    status: 500,
    say: (p: { job: string; reason: string }) => `job '${p.job}' is wrong: ${p.reason}`,
  },
  webhook_wrong: {
    status: 500,
    say: (p: { webhook: string; reason: string }) => `webhook '${p.webhook}' is wrong: ${p.reason}`,
  },
  mail_wrong: {
    status: 500,
    say: () =>
      "what the contract says about mail cannot be; write mail: { to: 'members' }, or 'anybody' for any address",
  },
  unified_wrong: {
    status: 500,
    say: (p: { reason: string }) => `what the contract gives to the unified layer cannot be: ${p.reason}`,
  },
  event_wrong: {
    status: 500,
    say: (p: { event: string; reason: string }) => `event '${p.event}' is wrong: ${p.reason}`,
  },
  page_wrong: {
    status: 500,
    say: (p: { page: string; reason: string }) =>
      `page '${p.page}' is wrong: ${p.reason}; write page({ title, path: 'deals/:dealId?' })`,
  },
  page_without_door: {
    status: 500,
    say: (p: { page: string }) =>
      `page '${p.page}' has nobody to draw it; add the door './web' to the exports of package.json, with a loader '${p.page}' under pages`,
  },
  permission_wrong: {
    status: 500,
    say: (p: { permission: string; reason: string }) =>
      `permission '${p.permission}' is wrong: ${p.reason}; write permission({ title, description, roles: ['editor', 'admin'] })`,
  },
  supply_own: {
    status: 500,
    say: (p: { metric: string }) =>
      `the server door supplies '${p.metric}', which is no metric of another plugin; write '<plugin>.<metric>', and formulas of own metrics under metrics`,
  },
  supply_unwanted: {
    status: 500,
    say: (p: { metric: string; plugin: string }) =>
      `the server door supplies '${p.metric}', which plugin '${p.plugin}' computes itself; take it out`,
  },
  supply_taken: {
    status: 500,
    say: (p: { metric: string; by: string }) =>
      `metric '${p.metric}' is supplied by plugin '${p.by}' already; install one of the two`,
  },
  right_unknown: {
    status: 500,
    say: (p: { where: string; right: string; meant: string | null }) =>
      `${p.where} needs the right '${p.right}', which nobody declares; ${p.meant === null ? 'declare it under permissions of the contract' : `write '${p.meant}', or declare it under permissions of the contract`}`,
  },
  mutation_without_right: {
    status: 500,
    say: (p: { plugin: string; procedure: string }) =>
      `procedure '${p.procedure}' of plugin '${p.plugin}' changes something, but says not what right it takes; begin it with procedure.needs('<a name under permissions of the contract>')`,
  },
  procedure_ungated: {
    status: 500,
    say: (p: { procedure: string }) =>
      `procedure '${p.procedure}' was not made with pluginTrpc of this plugin, so nothing gates it; build it from its 'procedure'`,
  },
  router_lazy: {
    status: 500,
    say: (p: { procedure: string }) =>
      `router '${p.procedure}' is loaded lazily, so its gate cannot be checked; import it directly`,
  },
  requires_circular: {
    status: 500,
    say: (p: { cycle: readonly string[] }) => `plugins require each other: ${p.cycle.join(' → ')}; break the circle`,
  },
  needs_plugin: {
    status: 500,
    say: (p: { plugin: string; range: string }) =>
      `needs ${p.plugin} (${p.range}), which is not there; add that package or remove this one`,
  },
  needs_version: {
    status: 500,
    say: (p: { plugin: string; range: string; version: string }) =>
      `needs ${p.plugin} ${p.range}, but ${p.version} is installed; install a version in that range`,
  },
  needs_running: {
    status: 500,
    say: (p: { plugin: string }) => `needs ${p.plugin}, which failed; repair that plugin first`,
  },
  range_wrong: {
    status: 500,
    say: (p: { plugin: string; range: string }) =>
      `requires names '${p.range}' for plugin '${p.plugin}', which is no semver range; write for example '^1.2.0' or '*'`,
  },
} as const

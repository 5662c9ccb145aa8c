import { apiVersion, defineErrors, type ProblemError } from '@tessera/plugin-api'
import { contractErrors } from './contract-errors.ts'

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')

/** Everything the registry refuses, as sentences for plugin authors and admins. */
export const registryErrors = defineErrors({
  ...contractErrors,
  package_json_unreadable: {
    status: 500,
    say: (p: { reason: string }) => `package.json cannot be read: ${p.reason}; repair it`,
  },
  manifest_wrong: {
    status: 500,
    say: (p: { reason: string }) =>
      `the field 'tessera' of package.json is wrong: ${p.reason}; write "tessera": { "id": "my-plugin", "api": ${apiVersion} }`,
  },
  api_unsupported: {
    status: 500,
    say: (p: { asked: string }) =>
      `it is written for plugin API ${p.asked}, but this host offers API ${apiVersion}; install a version of the plugin for API ${apiVersion}`,
  },
  id_not_kebab: {
    status: 500,
    say: (p: { id: string }) =>
      `tessera.id '${p.id}' is not kebab-case; use lower-case letters, digits and single hyphens, starting with a letter`,
  },
  id_reserved: {
    status: 500,
    say: (p: { id: string }) =>
      `tessera.id '${p.id}' would name a schema of the database or a path of the server itself; choose another id`,
  },
  id_taken: {
    status: 500,
    say: (p: { id: string; by: string }) =>
      `tessera.id '${p.id}' is already taken by package '${p.by}'; rename one of them or exclude one in tessera.config.ts`,
  },
  contract_door_missing: {
    status: 500,
    say: () => `its exports have no door '.'; add "exports": { ".": "./src/plugin.ts" } that exports the contract`,
  },
  door_file_missing: {
    status: 500,
    say: (p: { door: string; file: string }) =>
      `its exports name '${p.file}' for the door '${p.door}', but there is no such file; create it or correct the path`,
  },
  door_unreadable: {
    status: 500,
    say: (p: { door: string }) =>
      `the door '${p.door}' of its exports names no file; write a path starting with './', or { "default": "./…" }`,
  },
  config_wrong: {
    status: 500,
    say: (p: { reason: string }) =>
      `tessera.config.ts is wrong: ${p.reason}; export default { plugins: { include, exclude, required } }, all optional`,
  },
  import_failed: {
    status: 500,
    say: (p: { door: string; reason: string }) =>
      `importing its door '${p.door}' failed: ${p.reason}; repair the plugin`,
  },
  contract_not_exported: {
    status: 500,
    say: () => `its contract door exports no 'plugin'; write export const plugin = definePlugin({ … })`,
  },
  server_door_not_exported: {
    status: 500,
    say: () => `its server door has no default export; write export default defineServer(plugin, { … })`,
  },
  ids_differ: {
    status: 500,
    say: (p: { contract: string; manifest: string; where: string }) =>
      `${p.where} says id '${p.contract}', package.json says '${p.manifest}'; make them equal`,
  },
  name_not_snake: {
    status: 500,
    say: (p: { what: string; name: string }) => `the name of ${p.what} '${p.name}' is not snake_case; rename it`,
  },
  name_twice: {
    status: 500,
    say: (p: { name: string }) =>
      `'${p.name}' names both a metric and a dimension, so their ids would be equal; rename one`,
  },
  source_missing: {
    status: 500,
    say: (p: { metric: string }) =>
      `metric '${p.metric}' is live but has no SQL; add it under metrics of the server door, or set its status to 'needs-source'`,
  },
  source_undeclared: {
    status: 500,
    say: (p: { metric: string }) =>
      `the server door computes metric '${p.metric}', which the contract does not declare; declare it there first`,
  },
  fixtures_homeless: {
    status: 500,
    say: (p: { metric: string }) =>
      `the server door has fixtures of metric '${p.metric}', which it does not compute; correct the name, or add its formula under metrics`,
  },
  fixture_wrong: {
    status: 500,
    say: (p: { metric: string; fixture: string; reason: string }) =>
      `fixture '${p.fixture}' of metric '${p.metric}' is wrong: ${p.reason}; mend it`,
  },
  min_sample_wrong: {
    status: 500,
    say: (p: { metric: string }) =>
      `minSample of metric '${p.metric}' is no count; write a whole number from 1, or leave it out`,
  },
  margin_wrong: {
    status: 500,
    say: (p: { metric: string }) => `name as margin of '${p.metric}' another own metric in the same unit`,
  },
  metric_unknown: {
    status: 500,
    say: (p: { where: string; metric: string; plugin: string }) =>
      `${p.where} uses metric '${p.metric}', which plugin '${p.plugin}' does not declare; correct the name or declare it`,
  },
  dimension_unknown: {
    status: 500,
    say: (p: { where: string; dimension: string; plugin: string }) =>
      `${p.where} uses dimension '${p.dimension}', which plugin '${p.plugin}' does not declare; correct the name or declare it`,
  },
  dimension_unreachable: {
    status: 500,
    say: (p: { where: string; dimension: string; fact: string }) =>
      `${p.where} uses dimension '${p.dimension}', but fact '${p.fact}' does not lead to it; add it to the fact's dimensions or join an entity that has it`,
  },
  dimension_reserved: {
    status: 500,
    say: (p: { fact: string; dimension: string }) =>
      `fact '${p.fact}' or an entity joined to it declares '${p.dimension}', which every fact has by its time; leave it out, or choose a name of your own`,
  },
  period_not_listed: {
    status: 500,
    say: (p: { where: string; dimension: string }) =>
      `${p.where} has a value for each period of a retention; add '${p.dimension}' to its dimensions, or use a metric of one period`,
  },
  dimension_not_listed: {
    status: 500,
    say: (p: { where: string; dimension: string; metric: string }) =>
      `${p.where} breaks metric '${p.metric}' down by '${p.dimension}', which the metric does not list; add it to the metric's dimensions`,
  },
  segment_by_metric: {
    status: 500,
    say: (p: { segment: string; metric: string }) =>
      `segment '${p.segment}' filters by metric '${p.metric}'; segments hold conditions on dimensions only`,
  },
  segment_unknown: {
    status: 500,
    say: (p: { where: string; segment: string; plugin: string }) =>
      `${p.where} uses segment '${p.segment}', which plugin '${p.plugin}' does not declare; correct the name or declare it`,
  },
  labels_unknown: {
    status: 500,
    say: (p: { dimension: string; point: string; plugin: string }) =>
      `dimension '${p.dimension}' takes its labels from '${p.point}', which plugin '${p.plugin}' does not offer; correct the name or declare the extension point`,
  },
  source_circular: {
    status: 500,
    say: (p: { cycle: readonly string[] }) =>
      `metrics are computed from each other: ${p.cycle.join(' → ')}; break the circle`,
  },
  not_required: {
    status: 500,
    say: (p: { where: string; plugin: string }) =>
      `${p.where} belongs to plugin '${p.plugin}', which this plugin does not require; add '${p.plugin}' to requires`,
  },
  panel_unknown: {
    status: 500,
    say: (p: { dashboard: string; panel: string; plugin: string }) =>
      `dashboard '${p.dashboard}' places panel '${p.panel}', which plugin '${p.plugin}' does not declare; correct the name or declare it`,
  },
  panel_unfit: {
    status: 500,
    say: (p: { panel: string; view: string; reason: string; views: readonly string[] }) =>
      `panel '${p.panel}': view '${p.view}' ${p.reason}; mend its query or choose another of the views ${list(p.views.filter((other) => other !== p.view))}`,
  },
  view_unknown: {
    status: 500,
    say: (p: { panel: string; view: string; meant: string | null; views: readonly string[] }) =>
      `panel '${p.panel}' is drawn by view '${p.view}', which is not there; ${p.meant === null ? '' : `did you mean '${p.meant}'? else `}choose one of the views ${list(p.views)}, or declare it`,
  },
  view_wrong: {
    status: 500,
    say: (p: { view: string; reason: string }) => `view '${p.view}' ${p.reason}`,
  },
  options_wrong: {
    status: 500,
    say: (p: { panel: string; view: string; reason: string; options: readonly string[] }) =>
      `the options of panel '${p.panel}' are not those of view '${p.view}': ${p.reason}; it takes ${p.options.length === 0 ? 'none' : list(p.options)}`,
  },
  panel_wrong: {
    status: 500,
    say: (p: { panel: string; asked: string; reason: string }) =>
      `panel '${p.panel}', ${p.asked}, asks what no query may: ${p.reason}; mend its query`,
  },
  card_outside: {
    status: 500,
    say: (p: { dashboard: string; panel: string; columns: number }) =>
      `card '${p.panel}' of dashboard '${p.dashboard}' leaves the grid of ${p.columns} columns; use whole numbers with x ≥ 0, y ≥ 0, w ≥ 1, h ≥ 1 and x + w ≤ ${p.columns}`,
  },
  card_small: {
    status: 500,
    say: (p: { dashboard: string; panel: string; view: string; w: number; h: number }) =>
      `card '${p.panel}' of dashboard '${p.dashboard}' is too small for view '${p.view}'; give it w ≥ ${p.w} and h ≥ ${p.h}`,
  },
  cards_overlap: {
    status: 500,
    say: (p: { dashboard: string; first: string; second: string }) =>
      `cards '${p.first}' and '${p.second}' of dashboard '${p.dashboard}' overlap; move one`,
  },
  target_wrong: {
    status: 500,
    say: (p: { where: string }) => `${p.where} needs exactly one of gt, gte, lt, lte with a finite number`,
  },
  rollup_wrong: {
    status: 500,
    say: (p: { rollup: string; fact: string; reason: string }) =>
      `rollup '${p.rollup}' of fact '${p.fact}' cannot be kept: ${p.reason}`,
  },
  projection_wrong: {
    status: 500,
    say: (p: { version: string }) =>
      `projection stands beside project and has a whole version from 1, not ${p.version}; add project, or correct the version`,
  },
  event_taken: {
    status: 500,
    say: (p: { event: string; by: string }) =>
      `event '${p.event}' is already declared by plugin '${p.by}'; prefix the name with the plugin's own`,
  },
  path_wrong: {
    status: 500,
    say: (p: { path: string }) =>
      `'${p.path}' is no REST path; write '/api/' and segments of letters, digits, '-', '_', '.' or one '{name}' each, without a slash at the end`,
  },
  path_unclaimed: {
    status: 500,
    say: (p: { procedure: string; path: string; own: string }) =>
      `procedure '${p.procedure}' is at '${p.path}', which is not this plugin's; move it under '${p.own}/', or claim it with 'paths' in the contract`,
  },
  path_taken: {
    status: 500,
    say: (p: { path: string; by: string; other: string }) =>
      `path '${p.path}' belongs to ${p.by} ('${p.other}'); choose another one`,
  },
  contribution_wrong: {
    status: 500,
    say: (p: { point: string; key: string; reason: string }) =>
      `contribution '${p.key}' to '${p.point}' is left out: ${p.reason}; correct it`,
  },
  step_failed: {
    status: 500,
    say: (p: { step: string; reason: string }) => `${p.step} failed: ${p.reason}; repair the plugin`,
  },
  step_too_slow: {
    status: 500,
    say: (p: { step: string; ms: number }) =>
      `${p.step} did not finish within ${p.ms} ms; do long work in a job, or outside of it`,
  },
  plugin_set_aside: {
    status: 500,
    say: (p: { where: string; seconds: number }) =>
      `its code did not return for ${p.seconds} s (${p.where}) and kept everything else waiting, so the server started again without it; repair it and restart`,
  },
  import_missing: {
    status: 500,
    say: (p: { specifier: string }) => `it imports '${p.specifier}', which is not there`,
  },
  web_broken: {
    status: 500,
    say: (p: { file: string; reason: string }) => `${p.file} cannot be built: ${p.reason}; repair it and build again`,
  },
  server_code: {
    status: 500,
    say: (p: { source: string; importer: string }) =>
      `${p.importer} imports '${p.source}', which is server code and must not reach the browser; use 'import type', or move what both need into the contract`,
  },
  server_chunk: {
    status: 500,
    say: (p: { file: string; chunk: string }) =>
      `${p.file} is server code but was built into ${p.chunk}; find who imports it and use 'import type' there`,
  },
  required_failed: {
    status: 500,
    say: (p: { plugins: readonly string[]; report: string }) =>
      `required by tessera.config.ts, but not running: ${list(p.plugins)}; repair them or take them off 'required'\n${p.report}`,
  },
})

/** The sentence of anything thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name
  return String(error)
}

/** The same refusal, carrying what was thrown underneath. */
export function causedBy(refusal: ProblemError, cause: unknown): ProblemError {
  refusal.cause = cause
  return refusal
}

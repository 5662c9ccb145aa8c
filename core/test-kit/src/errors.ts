import { defineErrors } from '@tessera/plugin-api'

/** What a test host refuses. */
export const kitErrors = defineErrors({
  http_unanswered: {
    status: 500,
    say: (p: { method: string; url: string }) =>
      `nothing answers ${p.method} ${p.url}; say what does: host.http.answer('${p.url}', { json: … })`,
  },
  procedure_unknown: {
    status: 404,
    say: (p: { plugin: string; procedure: string }) =>
      `plugin '${p.plugin}' has no procedure '${p.procedure}'; write its name within the plugin, as 'list' or 'deals.list'`,
  },
  plugin_not_running: {
    status: 500,
    say: (p: { plugin: string; stage: string; reason: string }) =>
      `plugin '${p.plugin}' does not run, it stopped at ${p.stage}: ${p.reason}`,
  },
  panel_unknown: {
    status: 404,
    say: (p: { panel: string }) =>
      `there is no panel '${p.panel}' whose plugins all run here; write its full id, as 'sales.revenue', and give the test host the doors it needs`,
  },
  page_unknown: {
    status: 404,
    say: (p: { plugin: string; path: string }) =>
      `plugin '${p.plugin}' has no page at '${p.path}'; write an address below its place, as 'deals/17'`,
  },
  page_refused: {
    status: 403,
    say: (p: { right: string }) => `the page needs the right '${p.right}'; give it in \`rights\``,
  },
  page_lacks: {
    status: 404,
    say: (p: { what: string; shown: string }) => `the page has no ${p.what}; it shows: ${p.shown}`,
  },
  job_unknown: {
    status: 404,
    say: (p: { job: string; known: string }) => `there is no job '${p.job}'; there are: ${p.known || 'none'}`,
  },
})

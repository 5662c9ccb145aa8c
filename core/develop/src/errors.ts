import { defineErrors } from '@tessera/plugin-api'

const wrong = { status: 400 } as const

/** What the tools of authors refuse. */
export const developErrors = defineErrors({
  name_wrong: {
    ...wrong,
    say: (p: { what: string; name: string; example: string }) =>
      `'${p.name}' is no name of a ${p.what}; write lower-case words, as in '${p.example}'`,
  },
  name_taken: {
    ...wrong,
    say: (p: { what: string; name: string; by: string }) =>
      `${p.by} has a ${p.what} '${p.name}' already; choose another name, or change that one`,
  },
  file_taken: {
    ...wrong,
    say: (p: { file: string }) => `${p.file} is there already, and nothing is written over it; choose another name`,
  },
  kind_unknown: {
    ...wrong,
    say: (p: { kind: string; kinds: readonly string[] }) =>
      `there is no template for a '${p.kind}'; choose from ${p.kinds.join(', ')}`,
  },
  plugin_unsaid: {
    ...wrong,
    say: (p: { what: string }) => `a ${p.what} belongs to a plugin; say to which: --plugin <id>`,
  },
  plugin_not_found: {
    ...wrong,
    say: (p: { plugin: string; ids: readonly string[] }) =>
      `there is no plugin '${p.plugin}' in this installation; there are ${p.ids.join(', ')}; a folder elsewhere is named by its path: ./${p.plugin}`,
  },
  plugin_unusable: {
    ...wrong,
    say: (p: { plugin: string; reason: string }) => `plugin '${p.plugin}' cannot be added to: ${p.reason}`,
  },
  call_unreadable: {
    ...wrong,
    say: (p: { file: string; call: string; line: string }) =>
      `${p.file} has no ${p.call} with its fields written in it, so nothing was changed; write ${p.line} there yourself`,
  },
  source_unreadable: {
    ...wrong,
    say: (p: { file: string; reason: string }) =>
      `${p.file} cannot be read as TypeScript (${p.reason}), so nothing was changed; mend it first`,
  },
  metric_missing: {
    ...wrong,
    say: (p: { plugin: string; metric: string | null }) =>
      p.metric === null
        ? `plugin '${p.plugin}' has no metric a panel could show; make one first: tessera new metric <name> --plugin ${p.plugin}`
        : `plugin '${p.plugin}' has no metric '${p.metric}'; name one of its own, or leave --metric out`,
  },
  point_missing: {
    ...wrong,
    say: (p: { plugin: string; points: readonly string[] }) =>
      p.points.length === 0
        ? `plugin '${p.plugin}' offers no extension point at its door ./extend`
        : `plugin '${p.plugin}' offers several extension points; say which one: --point ${p.points.join(' | ')}`,
  },
})

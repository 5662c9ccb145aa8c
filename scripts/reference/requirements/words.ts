import type { References } from '../../../docs/requirements/requirement.ts'

/** How a kind of reference is called, and whether its names have the plugin before a dot. */
export interface Kind {
  readonly one: string
  readonly many: string
  readonly ofPlugin: boolean
}

const kind = (one: string, ofPlugin: boolean, many = `${one}s`): Kind => ({ one, many, ofPlugin })

/** Kinds of references, in the order they are written. */
export const kinds: Readonly<Record<keyof References, Kind>> = {
  metrics: kind('metric', true),
  panels: kind('panel', true),
  dashboards: kind('dashboard', true),
  addresses: kind('address', false, 'addresses'),
  pages: kind('page', true),
  rest: kind('REST operation', false),
  procedures: kind('procedure', false),
  topics: kind('topic', true),
  views: kind('view', false),
  commands: kind('command', false),
  settings: kind('setting', true),
  tables: kind('table', true),
  jobs: kind('job', true),
  webhooks: kind('webhook', true),
  packages: kind('package', false),
  calls: kind('call', false),
  charts: kind('chart', false),
  guides: kind('guide', false),
}

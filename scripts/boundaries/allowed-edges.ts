import type { WorkspacePackage } from './workspace-package.ts'

const contract = '@tessera/plugin-api'
const coreOf = (...names: string[]): string[] => names.map((name) => `@tessera/${name}`)

const mayNeed: Readonly<Record<string, readonly string[]>> = {
  'core/plugin-api': [],
  'core/registry': [contract],
  'core/query': [contract],
  'core/database': [contract],
  'core/demo-people': coreOf('plugin-api', 'database'),
  'core/jobs': coreOf('plugin-api', 'database'),
  'core/live': coreOf('plugin-api', 'database'),
  'core/tenancy': coreOf('plugin-api', 'registry', 'database'),
  'core/identity': coreOf('plugin-api', 'registry', 'database', 'tenancy', 'settings'),
  'core/calendars': coreOf('plugin-api', 'database'),
  'core/targets': coreOf('plugin-api', 'database', 'row-files'),
  'core/definitions': coreOf('plugin-api', 'registry', 'query'),
  'core/rollup-keeping': coreOf('plugin-api', 'registry', 'query', 'database', 'tenancy'),
  'core/unified': coreOf('plugin-api', 'registry', 'query', 'database', 'tenancy', 'jobs'),
  'core/projections': coreOf('plugin-api', 'registry', 'database', 'tenancy', 'settings'),
  'core/ingestion': coreOf('plugin-api', 'database', 'tenancy', 'projections'),
  'core/services': coreOf(
    'plugin-api',
    'registry',
    'query',
    'database',
    'tenancy',
    'settings',
    'secrets',
    'http-client',
    'jobs',
    'mail',
    'pictures',
    'records',
  ),
  'core/records': coreOf('plugin-api', 'registry'),
  'core/row-files': [contract],
  'core/secrets': coreOf('plugin-api'),
  'core/http-client': coreOf('plugin-api'),
  'core/settings': coreOf('plugin-api', 'database', 'secrets'),
  'core/webhooks': coreOf('plugin-api', 'registry', 'secrets', 'jobs', 'services'),
  'core/mail': coreOf('plugin-api', 'registry', 'tenancy', 'jobs'),
  'core/ui': [contract],
  'core/pictures': coreOf('plugin-api', 'ui'),
  'core/test-kit': coreOf(
    'plugin-api',
    'registry',
    'query',
    'database',
    'projections',
    'demo-people',
    'ingestion',
    'settings',
    'secrets',
    'http-client',
    'jobs',
    'services',
    'tenancy',
    'webhooks',
    'ui',
    'mail',
    'pictures',
    'records',
    'row-files',
  ),
  'core/develop': coreOf('plugin-api', 'registry', 'test-kit'),
  server: coreOf(
    'plugin-api',
    'registry',
    'query',
    'database',
    'jobs',
    'live',
    'projections',
    'demo-people',
    'ingestion',
    'settings',
    'services',
    'webhooks',
    'mail',
    'pictures',
    'records',
    'row-files',
    'secrets',
    'http-client',
    'tenancy',
    'identity',
    'calendars',
    'targets',
    'definitions',
    'rollup-keeping',
    'unified',
  ),
  host: coreOf('plugin-api', 'registry', 'row-files', 'targets', 'ui'),
  'clients/client': [],
  'clients/middleware': ['@tessera/client'],
}
const pluginsMayNeed = coreOf('plugin-api', 'ui')
const testsMayNeed = coreOf('plugin-api', 'registry', 'query', 'database', 'ui', 'test-kit')

const isOtherPlugin = (name: string): boolean => name.startsWith('@tessera/plugin-') && name !== contract

/** Edges of one package.json that the architecture does not allow, a sentence each. */
export function forbiddenEdges(from: WorkspacePackage): readonly string[] {
  const allowed = from.plugin === undefined ? (mayNeed[from.folder] ?? []) : pluginsMayNeed
  const says = `${from.folder}/package.json`
  const wrong = (names: ReadonlySet<string>, may: readonly string[]): string[] =>
    [...names].filter((name) => name.startsWith('@tessera/') && !may.includes(name) && !mayAlso(from, name))
  const runtime = wrong(from.needs, allowed).map(
    (name) => `${says}: may not depend on ${name}; it rests on ${allowed.join(', ') || 'no other package'} alone`,
  )
  const development = wrong(from.needsInDevelopment, [...allowed, ...testsMayNeed]).map(
    (name) => `${says}: may not use ${name}, not even in tests; nothing imports the host or the server`,
  )
  return [...runtime, ...development]
}

function mayAlso(from: WorkspacePackage, name: string): boolean {
  if (from.plugin !== undefined) return isOtherPlugin(name)
  // The command line offers the tools of authors where they are installed.
  if (from.folder === 'server' && name === '@tessera/develop') return from.needsInDevelopment.has(name)
  // The host knows the types of the server's procedures.
  return from.folder === 'host' && name === '@tessera/server' && from.needsInDevelopment.has(name)
}

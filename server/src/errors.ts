import { defineErrors } from '@tessera/plugin-api'
import { requestErrors } from './request-errors.ts'

/** Every refusal of the server itself. */
export const serverErrors = defineErrors({
  ...requestErrors,
  operator_only: {
    status: 403,
    say: () =>
      'this concerns the whole installation; ask somebody who is an admin in every tenant, or use the command line: tessera job list',
  },
  config_invalid: { status: 500, say: (p: { problems: string }) => `the configuration is wrong: ${p.problems}` },
  secret_file_wrong: {
    status: 500,
    say: (p: { file: string }) =>
      `the secret in ${p.file} is empty, cut off or easy to guess; delete the file, and the next start makes a new one: everybody signs in anew`,
  },
  secrets_differ: {
    status: 500,
    say: (p: { since: string }) =>
      `the servers of this database sign sessions with two secrets (another one was noted at ${p.since}); people whom both answer are signed out again and again: set TESSERA_SECRET to one value on all of them; when you have just changed it, this is said once`,
  },
  port_taken: {
    status: 500,
    say: (p: { address: string }) =>
      `${p.address} is taken by another program; stop it, or choose another port: PORT=4001 npx pnpm start`,
  },
  address_unusable: {
    status: 500,
    say: (p: { address: string; reason: string }) => `cannot listen on ${p.address} (${p.reason}); set HOST and PORT`,
  },
  host_build_failed: {
    status: 500,
    say: (p: { reason: string }) => `the pages could not be built: ${p.reason}`,
  },
  host_build_unwritable: {
    status: 500,
    say: (p: { folder: string; reason: string }) =>
      `the pages could not be built, because ${p.folder} cannot be written to (${p.reason}); run \`tessera build\` once as a user who may, or give this one the right`,
  },
  develop_missing: {
    status: 500,
    say: () =>
      'the tools for authors are not installed here; run this in a checkout with its development dependencies: npx pnpm install',
  },
  file_unusable: {
    status: 500,
    say: (p: { path: string; reason: string }) =>
      `cannot use ${p.path} (${p.reason}); give the user of this process the right to it, or choose another place`,
  },
  starting: { status: 503, say: () => 'the server is starting; ask again in a moment' },
  internal: {
    status: 500,
    say: (p: { id: string }) => `something went wrong on our side; quote ${p.id} when you report it`,
  },
  rollup_unknown: {
    status: 404,
    say: (p: { rollup: string }) => `no rollup '${p.rollup}' is declared; tessera rollup list names them`,
  },
  reference_dangling: {
    status: 500,
    say: (p: { reference: string }) =>
      `its endpoints cannot be described: a schema refers to '${p.reference}', which is nowhere; give the schema an id with .meta({ id })`,
  },
  credentials_wrong: { status: 401, say: () => 'e-mail address and password do not match; try again' },
  password_wrong: { status: 403, say: () => 'the current password does not match; try again' },
  page_unknown: {
    status: 404,
    say: (p: { page: string }) => `there is no page '${p.page}'; open one from the navigation`,
  },
  no_tenant: {
    status: 403,
    say: () => 'you are not a member of any tenant; ask an admin to add you',
  },
  not_a_member: {
    status: 403,
    say: (p: { tenant: string }) =>
      `you are not a member of a tenant '${p.tenant}'; check the address, or ask who sent it to have you added`,
  },
  key_elsewhere: {
    status: 403,
    say: (p: { tenant: string }) =>
      `this API key is not of a tenant '${p.tenant}'; leave /t/${p.tenant} out of the address, or send a key of that tenant`,
  },
  session_needed: { status: 403, say: () => 'this works for signed-in people, not for API keys; sign in in a browser' },
  cross_site: {
    status: 403,
    say: () => 'this request comes from another site; open the page of this server and try there',
  },
  demo_off: {
    status: 404,
    say: () => 'demo sign-in is off; set TESSERA_DEMO=1 to turn it on, or sign in with e-mail and password',
  },
  user_exists_with_password: {
    status: 409,
    say: (p: { email: string }) =>
      `there is a user '${p.email}' already, who keeps the password; set another with \`npx pnpm tessera user password ${p.email}\``,
  },
  user_unknown: {
    status: 404,
    say: (p: { email: string }) =>
      `there is no user '${p.email}'; make one with \`npx pnpm tessera user create ${p.email} --tenant …\``,
  },
  demo_person: {
    status: 409,
    say: (p: { email: string }) =>
      `'${p.email}' is a person of the demo, who anybody may be; choose another address for a real one`,
  },
  key_outlives: {
    status: 422,
    say: (p: { latest: string }) =>
      `a key made with a key cannot outlive it; choose ${p.latest} or earlier, or sign in to make it`,
  },
  option_invalid: {
    status: 422,
    say: (p: { option: string; expected: string }) => `${p.option} needs ${p.expected}`,
  },
  export_unknown: {
    status: 422,
    say: (p: { endings: string }) => `the ending of the file says what it becomes; write one of ${p.endings}`,
  },
  demo_refused: {
    status: 409,
    say: () =>
      'this database has tenants of its own; load the demo into an empty one: TESSERA_DATA_DIR=.tessera-demo …',
  },
  database_absent: {
    status: 503,
    say: (p: { seconds: number; reason: string }) =>
      `gave up after waiting ${p.seconds} s for the database: ${p.reason}`,
  },
  path_of_server: {
    status: 500,
    say: (p: { path: string; other: string }) =>
      `path '${p.path}' belongs to the server ('${p.other}'); choose another one`,
  },
  plugin_exits: {
    status: 500,
    say: (p: { plugin: string }) =>
      `plugin '${p.plugin}' asked the whole process to end; throw an error instead, which ends the plugin alone`,
  },
  metric_unknown: {
    status: 404,
    say: (p: { metric: string }) => `there is no metric '${p.metric}' for this tenant; the catalogue lists them`,
  },
  dashboard_unknown: {
    status: 404,
    say: (p: { dashboard: string }) =>
      `there is no dashboard '${p.dashboard}' for this tenant; choose one from the menu`,
  },
  import_incomplete: {
    status: 400,
    say: () => 'name the table and the file, as in `import support.tickets tickets.csv`; or use --list or --undo',
  },
  file_unreadable: {
    status: 400,
    say: (p: { file: string; reason: string }) => `cannot read ${p.file}: ${p.reason}`,
  },
  demo_failed: {
    status: 500,
    say: (p: { plugin: string; tenant: string; reason: string }) =>
      `demo data of plugin '${p.plugin}' for tenant '${p.tenant}' did not load: ${p.reason}`,
  },
})

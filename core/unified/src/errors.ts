import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of the unified layer. */
export const unifiedErrors = defineErrors({
  days_invalid: {
    status: 422,
    say: (p: { reason: string }) => `these days cannot be computed: ${p.reason}`,
  },
  bi_needs_server: {
    status: 400,
    say: () =>
      'the embedded database has one user, so that it has no logins for BI tools; ask with tessera bi query, or run on PostgreSQL',
  },
  bi_connections_taken: {
    status: 409,
    say: (p: { connections: number; left: number; all: number }) =>
      `logins may take half of the ${p.all} connections of the database, of which ${p.left} are left and ${p.connections} asked for; ` +
      'give fewer with --connections, revoke a login, or raise max_connections',
  },
  bi_login_refused: {
    status: 500,
    say: (p: { reason: string }) =>
      `the database made no login (${p.reason}); give the database user CREATEROLE, and let it give the role tessera_bi away`,
  },
  bi_login_unknown: {
    status: 404,
    say: (p: { login: string }) => `no login '${p.login}' of this tenant is open; tessera bi list names them`,
  },
  bi_query_refused: {
    status: 400,
    say: (p: { reason: string }) => `the query was refused: ${p.reason}`,
  },
  bi_export_broken: {
    status: 503,
    say: (p: { rows: number }) => `the connection to the database was lost after ${p.rows} rows; export again`,
  },
  view_taken: {
    status: 500,
    say: (p: { view: string; by: string }) =>
      `its view '${p.view}' cannot stand in the schema entity, where ${p.by} has one of this name; give it another name`,
  },
})

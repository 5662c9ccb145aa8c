import { defineErrors } from '@tessera/plugin-api'
import { appRole, readerRole } from './roles.ts'

/** Every refusal of this package. */
export const databaseErrors = defineErrors({
  database_unreachable: {
    status: 503,
    say: (p: { where: string; reason: string }) =>
      `cannot reach the database at ${p.where}: ${p.reason}; check DATABASE_URL and that the server runs`,
  },
  data_dir_busy: {
    status: 503,
    say: (p: { dataDir: string; holder: string }) =>
      `the embedded database in ${p.dataDir} is held by ${p.holder}, which does not answer; stop that process, or choose another TESSERA_DATA_DIR`,
  },
  data_dir_held: {
    status: 503,
    say: (p: { dataDir: string; holder: string }) =>
      `the embedded database in ${p.dataDir} is in use by ${p.holder}; stop that process, or choose another TESSERA_DATA_DIR`,
  },
  data_dir_foreign: {
    status: 503,
    say: (p: { folder: string; owner: number; user: number }) =>
      `${p.folder} belongs to user ${p.owner}, but this process runs as user ${p.user}; run it as the owner, give the folder to this user, or choose another TESSERA_DATA_DIR`,
  },
  data_dir_open: {
    status: 503,
    say: (p: { folder: string; reason: string }) =>
      `${p.folder} can be read by others and cannot be closed to them (${p.reason}); choose a TESSERA_DATA_DIR on a file system that keeps owners and modes`,
  },
  data_dir_unusable: {
    status: 503,
    say: (p: { folder: string; reason: string }) =>
      `the data folder ${p.folder} cannot be used: ${p.reason}; give this user the right to write there, or choose another TESSERA_DATA_DIR`,
  },
  embedded_failed: {
    status: 503,
    say: (p: { dataDir: string; reason: string }) =>
      `the embedded database in ${p.dataDir} did not open: ${p.reason}; if the directory is not a Tessera data directory, choose another TESSERA_DATA_DIR`,
  },
  data_dir_full: {
    status: 503,
    say: (p: { folder: string; megabytes: number }) =>
      `the disk of the data folder ${p.folder} has less than ${p.megabytes} MB of room, so the database cannot be opened; make room and start again, or choose another TESSERA_DATA_DIR`,
  },
  disk_full: {
    status: 503,
    say: () =>
      'the disk of the database is full, so nothing can be saved at the moment; make room, then the same works again without a restart',
  },
  role_missing: {
    status: 500,
    say: (p: { role: string; reason: string }) =>
      `cannot create the role ${p.role} (${p.reason}); give the database user CREATEROLE, or have an administrator run: create role ${p.role} nologin; grant ${p.role} to the database user with admin option`,
  },
  login_missing: {
    status: 500,
    say: (p: { reason: string }) =>
      `code of plugins runs on connections of the database's owner, because a login of their own cannot be used (${p.reason}); give the database user CREATEROLE and let the login in, or name one in TESSERA_DATABASE_LOGIN`,
  },
  login_refused: {
    status: 500,
    say: (p: { login: string; reason: string }) =>
      `the login '${p.login}' of TESSERA_DATABASE_LOGIN cannot be used (${p.reason}); have an administrator run: create role "${p.login}" login noinherit password '…'; grant ${appRole}, ${readerRole} to "${p.login}"; grant "${p.login}" to the database user`,
  },
  login_too_strong: {
    status: 500,
    say: (p: { login: string }) =>
      `the login '${p.login}' of TESSERA_DATABASE_LOGIN owns the database, is a superuser, passes over row-level security or makes roles; name one that does not`,
  },
  tenants_unprotected: {
    status: 500,
    say: (p: { found: string }) => `rows of other tenants would be let through. ${p.found}`,
  },
  migration_unprotected: {
    status: 500,
    say: (p: { migration: string; found: string }) =>
      `its migration '${p.migration}' was undone, because it would let rows of other tenants through. ${p.found}`,
  },
  migration_ended_early: {
    status: 500,
    say: (p: { migration: string }) =>
      `its migration '${p.migration}' ended the transaction it runs in; leave commit and rollback out of it`,
  },
  view_unfit: {
    status: 500,
    say: (p: { view: string; reason: string }) =>
      `its view '${p.view}' cannot be published: ${p.reason}; it selects from tables of its plugin, of core, and from views that required plugins publish`,
  },
  existing_table_unfit: {
    status: 500,
    say: (p: { table: string; reason: string }) => `the table '${p.table}' cannot be read through a view: ${p.reason}`,
  },
  left_waiting: {
    status: 500,
    say: (p: { step: string; seconds: number }) =>
      `${p.step} waited for ${p.seconds} s without running a statement and was undone; a transaction holds others up, so wait for nothing but the database in it`,
  },
  statement_refused: {
    status: 500,
    say: (p: { reason: string }) =>
      `a plugin sends one SELECT, INSERT, UPDATE, DELETE or MERGE at a time, and changes neither role nor session nor tenant: ${p.reason}`,
  },
  not_granted: {
    status: 500,
    say: (p: { plugin: string; reason: string }) =>
      `the plugin '${p.plugin}' may not do this (${p.reason}); it writes tables of its own, reads those of core and views that plugins it requires publish, and changes everything else through services`,
  },
  tenant_invalid: {
    status: 400,
    say: (p: { tenantId: string }) => `'${p.tenantId}' is not a tenant id; tenant ids are UUIDs`,
  },
  unavailable: { status: 503, say: (p: { what: string }) => `${p.what}; ask again in a moment` },
  query_failed: {
    status: 500,
    say: (p: { state: string }) =>
      `the database refused a statement (SQLSTATE ${p.state}); its SQL is wrong, whoever owns the plugin finds the reason in the log`,
  },
  data_error: {
    status: 422,
    say: (p: { state: string }) =>
      `a value does not fit (SQLSTATE ${p.state}): a number too large, a division by zero, or a text that is no number, date or id; correct what you sent or the rows it meets`,
  },
  data_conflict: {
    status: 409,
    say: (p: { state: string }) =>
      `this contradicts what is stored already (SQLSTATE ${p.state}); read it again and correct what you sent`,
  },
  too_complex: {
    status: 422,
    say: (p: { state: string }) =>
      `this is more than the database can take in one statement (SQLSTATE ${p.state}); ask for less at once`,
  },
  database_error: {
    status: 500,
    say: (p: { state: string }) =>
      `the database failed at a statement (SQLSTATE ${p.state}); whoever runs this server finds the reason in the log`,
  },
  query_cancelled: {
    status: 499,
    say: () => 'the caller left before the answer was ready; ask again if you still need it',
  },
  query_timeout: {
    status: 504,
    say: (p: { seconds: number }) =>
      `the database did not answer within ${p.seconds} s; choose a shorter range or a coarser grain`,
  },
})

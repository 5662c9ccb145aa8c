import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of the services plugins use. */
export const serviceErrors = defineErrors({
  secret_in_input: {
    status: 500,
    say: (p: { job: string }) =>
      `the input of a run of '${p.job}' holds a secret, and would lie open in the database; leave it out, and read it in the job`,
  },
  secret_in_mail: {
    status: 500,
    say: () => 'the mail holds a secret, and would lie open in the outbox; leave it out',
  },
  transaction_open: {
    status: 500,
    say: (p: { called: string }) =>
      `'${p.called}' was called inside a transaction and would wait for the connection that it holds; call it before the ` +
      'transaction, or after it, or read with the `db` of the transaction',
  },
  topic_undeclared: {
    status: 500,
    say: (p: { topic: string; known: string }) =>
      `there is no topic '${p.topic}' in the contract, only: ${p.known}; declare it there with topic({ … })`,
  },
  topic_data_wrong: {
    status: 500,
    say: (p: { topic: string; reason: string }) =>
      `what is told under '${p.topic}' does not have the topic's shape: ${p.reason}`,
  },
  topic_data_long: {
    status: 500,
    say: (p: { topic: string; bytes: number; most: number }) =>
      `what is told under '${p.topic}' has ${p.bytes} bytes, more than the ${p.most} that are carried; tell an id, and let who listens ask`,
  },
  lock_taken: {
    status: 409,
    say: (p: { name: string; seconds: number }) =>
      `the lock '${p.name}' is held by other work, and did not become free within ${p.seconds} s; try again when that is done`,
    retryAfter: () => 10,
  },
  lock_lost: {
    status: 503,
    say: (p: { name: string }) =>
      `the lock '${p.name}' was lost while work went on under it, because the server or its database stood still; what was done may have been done twice: look at it, and do it again`,
  },
  lock_name_wrong: { status: 500, say: () => 'the name of a lock is text of 1 to 200 characters; choose another' },
  audit_invalid: {
    status: 500,
    say: (p: { reason: string }) => `the entry cannot be recorded: ${p.reason}; see the service 'audit'`,
  },
  audit_cursor_invalid: {
    status: 422,
    say: () => '`before` is no end of a page; send the `next` of the page before as it was given',
  },
  panel_unknown: {
    status: 404,
    say: (p: { panel: string }) =>
      `there is no panel '${p.panel}' here; write its full id, \`<plugin>.<panel>\`, as the contract of its plugin names it`,
  },
  picture_wrong: { status: 422, say: (p: { reason: string }) => `the picture cannot be drawn so: ${p.reason}` },
  tenant_without_plugin: {
    status: 409,
    say: (p: { plugin: string; tenant: string }) =>
      `'${p.tenant}' does not have the plugin '${p.plugin}' enabled, or is gone; go on with the next tenant, and ask \`tenants()\` who there is`,
  },
  member_gone: {
    status: 404,
    say: (p: { member: string }) =>
      `'${p.member}' is no member of the tenant, or is one no more; leave them out, and ask \`people.members()\` who there is`,
  },
  file_name_wrong: {
    status: 422,
    say: (p: { name: string }) =>
      `'${p.name}' is no name of a file; write letters, digits, -, _ and . between slashes, 200 characters at most: reports/2026-11.pdf`,
  },
  file_type_wrong: {
    status: 422,
    say: (p: { type: string }) => `'${p.type}' is no media type; write one like text/csv or application/pdf`,
  },
  file_too_large: {
    status: 413,
    say: (p: { name: string; size: number; most: number }) =>
      `the file '${p.name}' has ${p.size} bytes, and ${p.most} is the most; keep it in parts, or elsewhere`,
  },
  files_full: {
    status: 507,
    say: (p: { name: string; megabytes: number }) =>
      `the file '${p.name}' does not fit into the ${p.megabytes} MiB that files of a plugin may take in a tenant; delete old ones`,
  },
})

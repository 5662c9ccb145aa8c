import { defineErrors } from './problem-error.ts'

/** Refusals every plugin procedure may give. */
export const pluginErrors = defineErrors({
  signed_out: { status: 401, say: () => 'sign in, or send an API key as `Authorization: Bearer …`' },
  input_invalid: { status: 422, say: (p: { first: string }) => `the input is not valid: ${p.first}` },
  body_malformed: { status: 400, say: (p: { reason: string }) => `the body is not readable: ${p.reason}` },
  plugin_disabled: {
    status: 403,
    say: (p: { plugin: string }) =>
      `plugin '${p.plugin}' is not enabled for this tenant; an admin can enable it under Plugins`,
  },
  no_host: {
    status: 500,
    say: () => 'pluginClient works on a page of a running host; in a test call provideClient first',
  },
  time_unreadable: {
    status: 500,
    say: (p: { table: string; time: string }) =>
      `'${p.time}' is given as a changed time of ${p.table} but is no time; pass a Date, or text such as 2026-11-20T10:00:00Z`,
  },
  text_unreadable: {
    status: 400,
    say: (p: { line: number; found: string }) => `line ${p.line} holds ${p.found}; save it as UTF-8`,
  },
  json_unreadable: { status: 400, say: (p: { line: number; reason: string }) => `line ${p.line}: ${p.reason}` },
  mail_value_missing: {
    status: 500,
    say: (p: { name: string }) =>
      `the mail has a place for '${p.name}', and no value for it; fill it in, or take the place out`,
  },
  mail_value_wrong: {
    status: 500,
    say: (p: { name: string; reason: string }) => `the value '${p.name}' of the mail ${p.reason}`,
  },
  scope_missing: {
    status: 403,
    say: (p: { scope: string }) => `this needs the right '${p.scope}'; ask an admin for a role or key that has it`,
  },
})

import { defineErrors } from '@tessera/plugin-api'

/** Every refusal that concerns people, their passwords and keys. */
export const identityErrors = defineErrors({
  expiry_past: { status: 422, say: () => 'a key cannot expire in the past; choose a later time, or none' },
  key_unknown: {
    status: 404,
    say: (p: { key: string }) =>
      `there is no API key '${p.key}' in this tenant; list them with \`npx pnpm tessera key list --tenant …\``,
  },
  key_owner_lacks: {
    status: 403,
    say: (p: { scope: string }) =>
      `the key carries the right '${p.scope}', which you or its new owner cannot give; choose an admin`,
  },
  scope_unknown: {
    status: 422,
    say: (p: { scope: string; known: string }) => `there is no scope '${p.scope}'; choose from ${p.known}`,
  },
  key_invalid: {
    status: 401,
    say: () =>
      'the API key is unknown, revoked, expired or not sent as `Authorization: Bearer …`; make one with `npx pnpm tessera key create` or on the page API keys',
  },
  password_weak: {
    status: 422,
    say: (p: { reason: string }) =>
      `this password is refused: ${p.reason}; take 10 characters or more that nobody guesses, as four words of your own`,
  },
  member_unknown: {
    status: 404,
    say: (p: { member: string }) =>
      `'${p.member}' is no member of this tenant; list the members with \`npx pnpm tessera user list --tenant …\``,
  },
  user_exists: { status: 409, say: (p: { email: string }) => `there is a user '${p.email}' already` },
})

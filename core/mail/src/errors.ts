import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of mail. */
export const mailErrors = defineErrors({
  mail_undeclared: {
    status: 500,
    say: (p: { plugin: string }) =>
      `the plugin '${p.plugin}' sends mail without saying so; write mail: { to: 'members' } into its contract`,
  },
  mail_wrong: {
    status: 422,
    say: (p: { reason: string }) => `the mail cannot be sent as it is: ${p.reason}`,
  },
  mail_recipient_unknown: {
    status: 422,
    say: (p: { recipient: string }) =>
      `'${p.recipient}' is no member of the tenant; leave them out, or declare mail: { to: 'anybody' } where mail is meant for others`,
  },
  mail_too_many: {
    status: 429,
    say: (p: { most: number }) =>
      `more than ${p.most} mails of the tenant would be sent in an hour; send later, or one mail that says it all`,
    retryAfter: () => 600,
  },
  mail_unknown: {
    status: 404,
    say: () => 'there is no such mail in the outbox; mails are kept for 30 days',
  },
  mail_not_again: {
    status: 409,
    say: (p: { state: string }) => `the mail is ${p.state}; only one that failed or was kept can be tried again`,
  },
  mail_server_missing: {
    status: 409,
    say: () =>
      'no mail server is named, so mails are kept here; an operator sets TESSERA_SMTP_URL and TESSERA_MAIL_FROM',
  },
})

import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of webhooks. */
export const webhookErrors = defineErrors({
  webhook_unknown: {
    status: 404,
    say: () => 'nothing is received at this address; an admin finds the right one under Plugins, Webhooks',
  },
  webhook_unverified: {
    status: 401,
    say: () =>
      'the request is not signed as it should be, or was signed too long ago; look at the secret on both sides',
  },
  webhook_too_large: {
    status: 413,
    say: (p: { kilobytes: number }) => `the body is larger than ${p.kilobytes} kB; send less at once`,
  },
  webhook_too_many: {
    status: 429,
    say: (p: { seconds: number }) => `too much is sent to this address; send it again in ${p.seconds} s`,
    retryAfter: (p: { seconds: number }) => p.seconds,
  },
  webhook_undeclared: {
    status: 404,
    say: (p: { plugin: string; webhook: string }) => `the plugin '${p.plugin}' has no webhook '${p.webhook}' here`,
  },
})

import type { WebhookHandlers } from '@tessera/plugin-api/server'
import type { plugin } from '../plugin.ts'
import { handleEvent } from './stripe/handle-event.ts'

/** What is done with what billing systems send. */
export const webhooks: WebhookHandlers<typeof plugin>['webhooks'] = {
  stripe: {
    verify: async ({ raw, headers, secrets }) => {
      const signature = headers['stripe-signature'] ?? ''
      const secret = await secrets.read('stripeSigningSecret')
      // why: the package is large, and few tenants use it
      const { Stripe } = await import('stripe')
      const { id } = Stripe.webhooks.constructEvent(raw, signature, secret)
      const signed = /(?:^|,)\s*t=(\d+)/.exec(signature)?.[1]
      return { id, ...(signed ? { signedAt: new Date(Number(signed) * 1000) } : {}) }
    },
    handle: async ({ raw, transaction, tenant }) => handleEvent({ transaction, tenant }, JSON.parse(raw.toString())),
  },
}

import { hmacMatches, type WebhookHandlers } from '@tessera/plugin-api/server'
import type { plugin } from '../plugin.ts'

type Webhooks = WebhookHandlers<typeof plugin>['webhooks']

/** What is done with what the CRM sends: it says that quotas changed, and they are pulled. */
export const webhooks: Webhooks = {
  crm: {
    verify: async ({ raw, headers, secrets }) => {
      const sentAt = headers['x-crm-timestamp'] ?? ''
      const secret = await secrets.read('crmSigningKey')
      const signature = headers['x-crm-signature']?.replace(/^v1=/, '')
      if (!hmacMatches({ secret, signed: `${sentAt}.${raw.toString()}`, signature })) return null
      return { id: headers['x-crm-delivery'] ?? '', signedAt: new Date(Number(sentAt) * 1000) }
    },
    handle: async ({ jobs, log, body }) => {
      log.info({ body }, 'quotas changed in the CRM')
      await jobs.enqueue('pull', { key: 'crm' })
    },
  },
}

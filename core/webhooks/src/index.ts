export type { WebhookPlace } from './addresses.ts'
export type { DeliveryInfo } from './deliveries.ts'
export { webhookErrors } from './errors.ts'
export {
  openWebhooks,
  type WebhookInfo,
  type WebhookParts,
  type WebhookRequest,
  type Webhooks,
} from './open-webhooks.ts'

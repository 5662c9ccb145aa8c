import type { SecretsOf } from './services/secrets-of.ts'
import type { TenantServices } from './services/tenant-services.ts'

/** A request as it came, unread. */
export interface SentDelivery {
  /** The body, byte for byte. */
  readonly raw: Buffer
  /** Names in lower case; of a header that came twice, both values parted by a comma. */
  readonly headers: Readonly<Record<string, string>>
}

/** A request whose sender is known. */
export interface VerifiedDelivery {
  /** What its sender calls it: the same again is the same delivery. */
  readonly id: string
  /** When it was signed, where that is signed too. One that is older or newer than five minutes is refused. */
  readonly signedAt?: Date
}

/** What `verify` is given: nothing is known of the sender yet, so there is little to use. */
export interface Verifying<P> extends SentDelivery {
  readonly secrets: SecretsOf<P>
}

/** What `handle` is given, beside the services of the plugin in the tenant whose address was used. */
export interface DeliveryContext extends SentDelivery {
  /** The body as JSON, or as text where it is none. */
  readonly body: unknown
  readonly delivery: string
  /** 1 at the first try. */
  readonly attempt: number
  readonly signal: AbortSignal
}

/** What is done with one webhook. */
export interface WebhookHandler<P = never> {
  /** Says which delivery it is, or null where it does not come from who it should. What it throws counts as null. */
  readonly verify: (sent: Verifying<P>) => VerifiedDelivery | null | Promise<VerifiedDelivery | null>
  /** Handles a delivery, in the background. It is called again when it throws: write so that what is done already stays. */
  readonly handle: (work: DeliveryContext & TenantServices<P>) => Promise<void>
}

/** What is done with each declared webhook; nothing for a plugin that declares none. */
export type WebhookHandlers<P> = P extends { readonly webhooks: infer Webhooks }
  ? { readonly webhooks: { readonly [Name in keyof Webhooks]: WebhookHandler<P> } }
  : { readonly webhooks?: never }

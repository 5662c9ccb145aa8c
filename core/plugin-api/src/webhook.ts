import { freeze } from './freeze.ts'

/** Something another system sends. What is done with it stands in the server door, under the same name. */
export interface WebhookSpec {
  readonly title: string
  /** Where an admin enters the address, and what is to be sent. */
  readonly description?: string
  /** Largest body, in kilobytes; 256 when left out, 4096 at most. */
  readonly maxKilobytes?: number
}

/** Declares a webhook. Each tenant has an address of its own for it. */
export function webhook<const W extends WebhookSpec>(spec: W): W {
  return freeze(spec)
}

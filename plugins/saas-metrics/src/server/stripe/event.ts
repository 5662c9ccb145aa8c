import { z } from 'zod'

const seconds = z.number().nullish()
const coupon = z.looseObject({
  percent_off: z.number().nullish(),
  amount_off: z.number().nullish(),
  duration: z.enum(['forever', 'repeating', 'once']).catch('forever'),
})
const discount = z.union([
  z.string(),
  z.looseObject({
    coupon: coupon.optional(),
    source: z.looseObject({ coupon: coupon.optional().catch(undefined) }).optional(),
  }),
])

/** What is read of a subscription as Stripe sends it, of old and new versions of its API. */
export const subscriptionShape = z.looseObject({
  id: z.string(),
  customer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  currency: z.string().length(3),
  status: z.string(),
  metadata: z.record(z.string(), z.string()).nullish(),
  trial_end: seconds,
  current_period_end: seconds,
  cancel_at: seconds,
  cancel_at_period_end: z.boolean().nullish(),
  canceled_at: seconds,
  ended_at: seconds,
  cancellation_details: z.looseObject({ feedback: z.string().nullish(), reason: z.string().nullish() }).nullish(),
  discount: discount.nullish(),
  discounts: z.array(discount).nullish(),
  items: z.looseObject({
    data: z.array(
      z.looseObject({
        quantity: z.number().nullish(),
        current_period_end: seconds,
        price: z.looseObject({
          id: z.string(),
          nickname: z.string().nullish(),
          lookup_key: z.string().nullish(),
          unit_amount: z.number().nullish(),
          unit_amount_decimal: z.coerce.number().nullish(),
          recurring: z
            .looseObject({
              interval: z.enum(['day', 'week', 'month', 'year']),
              interval_count: z.int().min(1).default(1),
              usage_type: z.string().nullish(),
            })
            .nullish(),
        }),
      }),
    ),
  }),
})

/** What is read of an invoice. */
export const invoiceShape = z.looseObject({
  id: z.string(),
  customer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  currency: z.string().length(3),
  status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']),
  total: z.number(),
  amount_paid: z.number().nullish(),
  created: z.number(),
  due_date: seconds,
  status_transitions: z.looseObject({ paid_at: seconds, finalized_at: seconds }).nullish(),
  subscription: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
  parent: z
    .looseObject({ subscription_details: z.looseObject({ subscription: z.string().nullish() }).nullish() })
    .nullish(),
})

/** An event of Stripe. */
export const eventShape = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string(),
  created: z.number(),
  data: z.looseObject({ object: z.unknown() }),
})

export type StripeSubscription = z.infer<typeof subscriptionShape>
export type StripeEvent = z.infer<typeof eventShape>

/** The id of something that is sent whole, or by its id. */
export const idOf = (thing: string | { readonly id: string }): string => (typeof thing === 'string' ? thing : thing.id)

// why: ISK and UGX have no smaller unit either, but Stripe sends them in hundredths as it always did
const whole = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
const thousandths = new Set('BHD JOD KWD OMR TND'.split(' '))

/** An amount in the smallest unit of a currency, as money. */
export function moneyOf(amount: number, currency: string): number {
  const code = currency.toUpperCase()
  return whole.has(code) ? amount : amount / (thousandths.has(code) ? 1000 : 100)
}

/** Seconds since 1970 as ISO text. */
export const momentOf = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at * 1000).toISOString()

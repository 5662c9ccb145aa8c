import { externalId } from '@tessera/plugin-api/server'
import { idOf, momentOf, moneyOf, type StripeEvent, type StripeSubscription } from './event.ts'

const known = ['trialing', 'active', 'past_due', 'unpaid', 'paused', 'incomplete'] as const
/** Events of one second are told apart by what they tell, in the order in which it happens. */
const steps: Readonly<Record<string, number>> = { created: 0, updated: 1, deleted: 2 }
const perMonth = { day: 365 / 12, week: 365 / 84, month: 1, year: 1 / 12 } as const

type Item = StripeSubscription['items']['data'][number]

const priceOf = ({ price, quantity }: Item) => (price.unit_amount_decimal ?? price.unit_amount ?? 0) * (quantity ?? 1)

/** What recurs: of one item its own price, of several what they are worth a month. Metered and one-off items do not count. */
function termsOf({ items, currency }: StripeSubscription) {
  const recurring = items.data.filter(({ price }) => price.recurring && price.recurring.usage_type !== 'metered')
  const [only] = recurring
  if (recurring.length === 1 && only?.price.recurring) {
    const { interval, interval_count } = only.price.recurring
    const each = only.price.unit_amount_decimal ?? only.price.unit_amount ?? 0
    return {
      amount: moneyOf(each, currency),
      quantity: only.quantity ?? 1,
      interval,
      count: interval_count,
      price: only.price,
    }
  }
  const worth = recurring.map((item) => {
    const { interval = 'month', interval_count = 1 } = item.price.recurring ?? {}
    return (priceOf(item) * perMonth[interval]) / interval_count
  })
  const amount = moneyOf(
    worth.reduce((sum, each) => sum + each, 0),
    currency,
  )
  return { amount, quantity: 1, interval: 'month' as const, count: 1, price: (only ?? items.data[0])?.price }
}

/** The discount that stands in the subscription; one that is only named by an id is not known. */
function discountOf({ discount, discounts, currency }: StripeSubscription, whole: number) {
  for (const one of [discount, ...(discounts ?? [])]) {
    if (!one || typeof one === 'string') continue
    const coupon = one.coupon ?? one.source?.coupon
    if (!coupon) continue
    const off = coupon.amount_off ? moneyOf(coupon.amount_off, currency) / (whole || 1) : 0
    return { ratio: Math.min(1, coupon.percent_off ? coupon.percent_off / 100 : off), kind: coupon.duration }
  }
  return { ratio: 0, kind: 'forever' as const }
}

/** A subscription of Stripe, as an event tells it, as a change from the moment of that event on. */
export function subscriptionRow(event: StripeEvent, subscription: StripeSubscription) {
  const { id, customer, metadata, status, currency, items, cancellation_details: why } = subscription
  const terms = termsOf(subscription)
  const discount = discountOf(subscription, terms.amount * terms.quantity)
  const isOver = event.type.endsWith('.deleted') || status === 'canceled' || status === 'incomplete_expired'
  const leaves = isOver || subscription.cancel_at_period_end === true || Boolean(subscription.cancel_at)
  const periodEnd = subscription.current_period_end ?? items.data[0]?.current_period_end
  const end = isOver ? (subscription.ended_at ?? event.created) : (subscription.cancel_at ?? periodEnd)
  const step = steps[event.type.split('.').at(-1) ?? ''] ?? 1
  return {
    change: {
      subscription_id: id,
      changed_at: new Date(event.created * 1000 + step).toISOString(),
      account_id: externalId('account', metadata?.['account_id'] ?? idOf(customer)),
      plan_id: terms.price?.id ?? 'unknown',
      status: isOver ? 'canceled' : (known.find((one) => one === status) ?? 'incomplete'),
      quantity: terms.quantity,
      billing_interval: terms.interval,
      interval_count: terms.count,
      amount: terms.amount,
      currency: currency.toUpperCase(),
      discount_ratio: Math.round(discount.ratio * 1e8) / 1e8,
      discount_kind: discount.kind,
      trial_ends_at: momentOf(subscription.trial_end),
      term_ends_at: momentOf(end),
      canceled_at: leaves ? momentOf(subscription.canceled_at ?? event.created) : null,
      reason: leaves ? (why?.feedback ?? why?.reason ?? null) : null,
    },
    plan: terms.price && {
      plan_id: terms.price.id,
      name: terms.price.nickname ?? terms.price.lookup_key ?? terms.price.id,
      tier: terms.price.lookup_key ?? terms.price.nickname ?? terms.price.id,
      billing_interval: terms.interval,
      interval_count: terms.count,
      amount: terms.amount,
      currency: currency.toUpperCase(),
    },
  }
}

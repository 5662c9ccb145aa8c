/** The ledger reckoned from changes one by one, moment by moment, without SQL; times are milliseconds. */

/** What a subscription is from a moment on. */
export interface Change {
  readonly subscription: string
  readonly account: string
  readonly at: number
  readonly status: 'active' | 'past_due' | 'trialing' | 'unpaid' | 'canceled'
  readonly amount: number
  readonly quantity: number
  readonly yearly: boolean
  /** Half off, for ever or once. */
  readonly discount: 'none' | 'forever' | 'once'
  readonly currency: 'EUR' | 'CHF' | null
  readonly canceledAt: number | null
  readonly termEndsAt: number | null
}

/** What a franc is worth from a moment on. */
export interface Rate {
  readonly at: number
  readonly rate: number
}

/** A movement as the ledger has it. */
export interface Movement {
  readonly account: string
  readonly at: number
  readonly currency: string
  readonly type: string
  readonly delta: number
}

const currencies = ['EUR', 'CHF'] as const
const near = (value: number) => (Math.abs(value) < 1e-6 ? 0 : value)
const sum = (values: readonly number[]) => near(values.reduce((all, each) => all + each, 0))

function counts({ status, at, canceledAt, termEndsAt }: Change, moment: number): boolean {
  if (status === 'canceled') return moment < (termEndsAt ?? canceledAt ?? at)
  if (status !== 'active' && status !== 'past_due') return false
  return canceledAt === null || termEndsAt === null || moment < termEndsAt
}

/** What an account is worth a month at a moment, in one currency of its subscriptions. */
function worth(
  changes: readonly Change[],
  { account, currency, moment }: { account: string; currency: string; moment: number },
): number {
  const latest = [
    ...Map.groupBy(
      changes.filter(({ at }) => at <= moment),
      ({ subscription }) => subscription,
    ).values(),
  ].map((own) => own.reduce((last, each) => (each.at > last.at ? each : last)))
  return sum(
    latest
      .filter((one) => one.account === account && (one.currency ?? 'EUR') === currency && counts(one, moment))
      .map(
        ({ amount, quantity, yearly, discount }) =>
          (amount * quantity * (discount === 'forever' ? 0.5 : 1)) / (yearly ? 12 : 1),
      ),
  )
}

/** What all is worth at a moment, in the currency of the tenant; what has no rate counts for nothing. */
export function reckonMrr(changes: readonly Change[], rates: readonly Rate[], moment: number, only?: string): number {
  const accounts = only === undefined ? [...new Set(changes.map(({ account }) => account))] : [only]
  return sum(
    accounts.flatMap((account) =>
      currencies.map((currency) => worth(changes, { account, currency, moment }) * rateOf(rates, currency, moment)),
    ),
  )
}

function rateOf(rates: readonly Rate[], currency: string, moment: number): number {
  if (currency === 'EUR') return 1
  const there = rates.filter(({ at }) => at <= moment)
  return there.length === 0 ? 0 : there.reduce((last, each) => (each.at > last.at ? each : last)).rate
}

/** Every movement of every account. */
export function reckonLedger(changes: readonly Change[], rates: readonly Rate[]): Movement[] {
  const moments = [
    ...new Set([
      ...changes.flatMap(({ at, canceledAt, termEndsAt }) => [at, canceledAt, termEndsAt]),
      ...rates.map(({ at }) => at),
    ]),
  ]
    .filter((moment) => moment !== null)
    .toSorted((one, other) => one - other)
  return [...new Set(changes.map(({ account }) => account))].flatMap((account) => {
    let hasPaid = false
    return moments.flatMap((at) => {
      const before = reckonMrr(changes, rates, at - 1, account)
      const after = reckonMrr(changes, rates, at, account)
      const parts = currencies.flatMap((currency): Movement[] => {
        const [rateBefore, rateAfter] = [rateOf(rates, currency, at - 1), rateOf(rates, currency, at)]
        const held = rateBefore === 0 ? 0 : worth(changes, { account, currency, moment: at - 1 })
        const now = rateAfter === 0 ? 0 : worth(changes, { account, currency, moment: at })
        const money = near(now * rateAfter - held * rateBefore)
        const business = near(now === 0 ? money : held === 0 ? money : (now - held) * rateAfter)
        const type =
          before === 0
            ? hasPaid
              ? 'reactivation'
              : 'new'
            : after === 0
              ? 'churn'
              : business > 0
                ? 'expansion'
                : 'contraction'
        const row = { account, at, currency }
        return [
          { ...row, type, delta: business },
          { ...row, type: 'currency', delta: near(money - business) },
        ].filter(({ delta }) => delta !== 0)
      })
      hasPaid ||= after > 0
      return parts
    })
  })
}

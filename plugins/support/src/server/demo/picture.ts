/** Tickets of 30 days. */
export interface TicketWindow {
  readonly created: number
  /** Of those, resolved within the same 30 days. */
  readonly resolved: number
  /** Of those left, resolved in the 30 days that follow. */
  readonly later: number
  /** Hours from creation to last resolution, of all tickets resolved in these 30 days. */
  readonly hours: { readonly mean: number; readonly median: number }
  readonly priority: Readonly<Record<'urgent' | 'high' | 'medium' | 'low', number>>
  readonly category: Readonly<Record<'bug' | 'feature_request' | 'billing' | 'general', number>>
}

/** Answers of 30 days. */
export interface AnswerWindow {
  /** Respondents who answer later no more. */
  readonly nps: Readonly<Record<'promoter' | 'passive' | 'detractor', number>>
  /** How many answers of each rating. */
  readonly csat: Readonly<Record<string, number>>
  readonly ces: Readonly<Record<string, number>>
}

/** What the demo of a tenant looks like: spans of 30 days, the latest first. */
export interface Picture {
  readonly tickets: readonly TicketWindow[]
  readonly answers: readonly AnswerWindow[]
  /** Respondents of the latest 30 days who had answered 60 days before. */
  readonly again: number
}

/** Splits a whole by shares in percent, by largest remainder. */
export function split<Key extends string>(all: number, shares: Readonly<Record<Key, number>>): Record<Key, number> {
  const entries = (Object.entries<number>(shares) as [Key, number][]).map(([key, share]) => ({
    key,
    whole: Math.floor((all * share) / 100),
    rest: (all * share) % 100,
  }))
  const left = all - entries.reduce((sum, { whole }) => sum + whole, 0)
  const more = new Set(
    entries
      .toSorted((one, other) => other.rest - one.rest)
      .slice(0, left)
      .map(({ key }) => key),
  )
  return Object.fromEntries(entries.map(({ key, whole }) => [key, whole + (more.has(key) ? 1 : 0)])) as Record<
    Key,
    number
  >
}

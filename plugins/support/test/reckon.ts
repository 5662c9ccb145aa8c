/** The figures of support reckoned from rows one by one, without SQL; times are milliseconds. */

/** A ticket as it is reckoned with. */
export interface Ticket {
  readonly priority: 'urgent' | 'low'
  readonly created: number
  readonly resolved: number | null
  readonly reopened: boolean
}

/** An answer from 0 to 10; `by` is null where nobody says whose it is. */
export interface Answer {
  readonly id: string
  readonly by: string | null
  readonly score: number
  readonly at: number
}

/** A span of time, its end excluded. */
export interface Span {
  readonly from: number
  readonly to: number
}

const hour = 3_600_000
const isIn = (at: number | null, { from, to }: Span) => at !== null && at >= from && at < to
const part = (some: number, all: number) => (all === 0 ? null : some / all)
const mean = (all: readonly number[]) =>
  part(
    all.reduce((sum, each) => sum + each, 0),
    all.length,
  )

/** The value at a place between the smallest and the largest, reckoned between its two neighbours. */
function quantile(values: readonly number[], fraction: number): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const place = (sorted.length - 1) * fraction
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place))
}

/** Figures of the tickets in a span. */
export function reckonTickets(tickets: readonly Ticket[], span: Span) {
  const created = tickets.filter((ticket) => isIn(ticket.created, span))
  const resolved = tickets.filter((ticket) => isIn(ticket.resolved, span))
  const hours = resolved.map((ticket) => ((ticket.resolved ?? 0) - ticket.created) / hour)
  const open = tickets.filter((t) => t.created < span.to && (t.resolved === null || t.resolved >= span.to))
  return {
    new_tickets: created.length,
    resolved_tickets: resolved.length,
    open_tickets: open.length,
    aged_tickets: open.filter((ticket) => ticket.created < span.to - 2 * 24 * hour).length,
    avg_resolution_time: mean(hours),
    median_resolution_time: quantile(hours, 0.5),
    p90_resolution_time: quantile(hours, 0.9),
    reopen_rate: part(resolved.filter((ticket) => ticket.reopened).length, resolved.length),
  }
}

/** Of tickets created in a span, the part resolved before its end. */
export function reckonRate(tickets: readonly Ticket[], span: Span): number | null {
  const created = tickets.filter((ticket) => isIn(ticket.created, span))
  return part(created.filter(({ resolved }) => resolved !== null && resolved < span.to).length, created.length)
}

/** The NPS at an instant: of each respondent the latest answer before it, unless it is older than so many days. */
export function reckonNps(answers: readonly Answer[], at: number, days: number) {
  const latest = new Map<string, Answer>()
  for (const answer of answers) {
    const key = answer.by ?? answer.id
    const known = latest.get(key)
    const isLater = !known || answer.at > known.at || (answer.at === known.at && answer.id > known.id)
    if (answer.at < at && isLater) latest.set(key, answer)
  }
  const counted = [...latest.values()].filter((answer) => answer.at + days * 24 * hour >= at)
  const share = (test: (score: number) => boolean) => counted.filter(({ score }) => test(score)).length / counted.length
  const [promoters, detractors] = [share((score) => score >= 9), share((score) => score <= 6)]
  const score = promoters - detractors
  const margin = 1.96 * Math.sqrt((promoters + detractors - score ** 2) / counted.length)
  return counted.length === 0
    ? { nps_score: null, nps_margin: null, nps_responses: 0 }
    : { nps_score: 100 * score, nps_margin: 100 * margin, nps_responses: counted.length }
}

import { demoCampaigns } from './picture.ts'
import { backThen, daysOf, split, type Scene } from './scene.ts'

const windows = 13
const windowList = Array.from({ length: windows }, (_, window) => window)

/** The campaigns, all of which run since before the first row. */
export const campaignRows = ({ calendar }: Scene) =>
  demoCampaigns.map(({ id, name, platform, channel }) => ({
    campaign_id: id,
    name,
    platform,
    channel,
    started_on: calendar.date(-30 * windows - 5),
    ended_on: null,
  }))

/** What each campaign of a platform spent by day: to the cent what its part of the window comes to. */
export function spendRows({ picture, calendar, random }: Scene) {
  return windowList.flatMap((window) =>
    demoCampaigns.flatMap(({ id, platform, part }) => {
      const total = backThen(picture.spend[platform ?? ''] ?? 0, window, picture.growth) * part
      if (total === 0) return []
      const days = daysOf(window)
      const cents = split(
        Math.round(total * 100),
        days.map((day) => calendar.weight(day) * (0.85 + 0.3 * random.unit())),
      )
      return days.map((day, nth) => {
        const spend = (cents[nth] ?? 0) / 100
        const clicks = Math.round(spend / (platform === 'linkedin' ? 5.2 : 2.1))
        return { campaign_id: id, metric_date: calendar.date(day), spend, impressions: clicks * 62, clicks }
      })
    }),
  )
}

/** First and last days of the months that the rows lie in, the running one included. */
function monthsOf({ calendar }: Scene): readonly (readonly [first: string, last: string, days: number])[] {
  const until = Temporal.PlainDate.from(calendar.date(-1))
  let month = Temporal.PlainDate.from(calendar.date(-30 * windows)).with({ day: 1 })
  const months: [string, string, number][] = []
  while (Temporal.PlainDate.compare(month, until) <= 0) {
    months.push([month.toString(), month.with({ day: month.daysInMonth }).toString(), month.daysInMonth])
    month = month.add({ months: 1 })
  }
  return months
}

/** A budget for each campaign of a platform and month. */
export const budgetRows = (scene: Scene) =>
  monthsOf(scene).flatMap(([first, last, days]) =>
    demoCampaigns.flatMap(({ id, platform, part }) => {
      const daily = ((scene.picture.spend[platform ?? ''] ?? 0) * part) / 30 / scene.picture.paced
      if (daily === 0) return []
      return [{ campaign_id: id, period_start: first, period_end: last, amount: Math.round(daily * days) }]
    }),
  )

/** Payroll and programmes of each month. */
export const costRows = (scene: Scene) =>
  monthsOf(scene).flatMap(([first, , days]) =>
    (['payroll', 'programme'] as const).map((kind) => ({
      cost_id: `${kind}-${first.slice(0, 7)}`,
      kind,
      month: first,
      amount: scene.picture.costs[kind] * days,
    })),
  )

import { backThen, daysOf, split, type Scene } from './scene.ts'

/** Channels of visits: their part, and how often they bounce and convert beside others. */
const channels = {
  organic_search: [38, 0.95, 0.95],
  direct: [24, 0.9, 0.8],
  paid_search: [14, 1.05, 1.9],
  paid_social: [8, 1.45, 1.1],
  referral: [7, 0.9, 1.2],
  email: [5, 0.7, 1.5],
  organic_social: [4, 1.3, 0.5],
} as const
const pages = ['/', '/', '/pricing', '/product', '/blog', '/demo']
const kinds = {
  bounced: { page_views: 1, engaged_seconds: 5, key_events: 0 },
  engaged: { page_views: 3, engaged_seconds: 74, key_events: 0 },
  converted: { page_views: 5, engaged_seconds: 210, key_events: 1 },
} as const
const visitWindows = [0, 1, 2, 3]
const yearOf = Array.from({ length: 12 }, (_, window) => window)

/** Visits of four windows: rows of several alike, by day, channel, device and what became of them. */
export function visitRows({ picture, calendar, random }: Scene) {
  const { growth } = picture
  return visitWindows.flatMap((window) => {
    const back = (figure: number) => Math.round(backThen(figure, window, growth) * (1 - 0.01 * window))
    const weights = Object.values(channels)
    const all = split(
      back(picture.visits),
      weights.map(([part]) => part),
    )
    const bounced = split(
      back(picture.bounced),
      weights.map(([part, bounce]) => part * bounce),
    )
    const converted = split(
      back(picture.converted),
      weights.map(([part, , convert]) => part * convert),
    )
    return Object.keys(channels).flatMap((channel, at) => {
      const [bounces = 0, conversions = 0] = [bounced[at], converted[at]]
      const counts = { bounced: bounces, engaged: (all[at] ?? 0) - bounces - conversions, converted: conversions }
      return Object.entries(counts).flatMap(([kind, total]) => {
        const days = daysOf(window)
        const daily = split(
          total,
          days.map((day) => calendar.weight(day) * (0.9 + 0.2 * random.unit())),
        )
        return days.flatMap((day, nth) =>
          split(daily[nth] ?? 0, [68, 32]).flatMap((sessions, device) => {
            if (sessions === 0) return []
            const started = new Date(calendar.startOf(day) + random.int(7 * 3600, 21 * 3600) * 1000)
            return [
              {
                session_id: `${calendar.date(day)}-${channel}-${kind}-${device}`,
                started_at: started.toISOString(),
                channel,
                landing_page: random.pick(pages),
                device_type: device === 0 ? 'desktop' : 'mobile',
                ...kinds[kind as keyof typeof kinds],
                sessions,
              },
            ]
          }),
        )
      })
    })
  })
}

/** Mails of a year: a newsletter each Tuesday, and a few every working day. */
export function mailRows({ picture: { mail }, calendar }: Scene) {
  return yearOf.flatMap(daysOf).flatMap((day) => {
    const weekday = Temporal.PlainDate.from(calendar.date(day)).dayOfWeek
    const campaigns = weekday === 2 ? ['newsletter', 'nurture'] : weekday < 6 ? ['nurture'] : []
    return campaigns.map((campaign) => {
      const delivered = campaign === 'newsletter' ? mail.delivered * 2 : Math.round(mail.delivered / 800) * 100
      return {
        campaign_id: campaign,
        metric_date: calendar.date(day),
        sent: Math.round(delivered * 1.02),
        delivered,
        unique_opens: Math.round(delivered * (mail.open + mail.machine)),
        machine_opens: Math.round(delivered * mail.machine),
        unique_clicks: Math.round(delivered * mail.click),
        unsubscribes: Math.round(delivered * 0.0015),
      }
    })
  })
}

/** A year in the social networks. */
export function socialRows({ picture, calendar }: Scene) {
  return Object.entries(picture.social).flatMap(([network, [shown, permille, followers]]) =>
    yearOf.flatMap(daysOf).map((day) => {
      // why: whole thousands, so that reactions are the very part
      const impressions = Math.max(1, Math.round((shown / 30_000) * calendar.weight(day) * 2)) * 500
      return {
        network,
        metric_date: calendar.date(day),
        impressions,
        reach: Math.round(impressions * 0.62),
        engagements: Math.round((impressions * permille) / 1000),
        followers: Math.round(followers * (1 + day / 2200)),
      }
    }),
  )
}

/** Waves of the survey, a quarter apart, the last one five weeks ago. */
export const brandRows = ({ picture, calendar }: Scene) =>
  picture.brand.flatMap((groups, wave) =>
    Object.entries(groups).map(([segment, [respondents, unaided, aided]]) => ({
      wave: calendar.date(-35 - 91 * wave),
      segment,
      respondents,
      unaided,
      aided,
    })),
  )

import type { Calendar } from './calendar.ts'
import type { Picture } from './picture.ts'
import type { Random } from './random.ts'

/** A customer of a demo tenant. */
export interface DemoAccount {
  readonly accountId: string
  readonly name: string
  readonly segment: string
  readonly planTier: string
  readonly industry: string
  readonly region: string
  readonly country: string
  readonly createdAt: number
  /** How many of the users belong to it, relative to others. */
  readonly size: number
}

const first = [
  'Alder',
  'Beacon',
  'Cobalt',
  'Delta',
  'Ember',
  'Fjord',
  'Granite',
  'Harbor',
  'Iris',
  'Juniper',
  'Kestrel',
  'Lumen',
  'Meridian',
  'Northwind',
  'Orchard',
  'Pioneer',
  'Quarry',
  'Ridge',
  'Summit',
  'Tundra',
]
const second = ['Analytics', 'Foods', 'Freight', 'Health', 'Labs', 'Media', 'Robotics', 'Systems']
const industries = ['Software', 'Retail', 'Logistics', 'Healthcare', 'Finance', 'Manufacturing']

const plans = [
  { segment: 'enterprise', planTier: 'enterprise', upTo: 25 / 150, size: 8 },
  { segment: 'mid_market', planTier: 'workflow', upTo: 75 / 150, size: 3 },
  { segment: 'smb', planTier: 'pro', upTo: 145 / 150, size: 1 },
  { segment: 'smb', planTier: 'free', upTo: 1, size: 1 },
]

/** The accounts of a demo tenant, all older than any of its users. */
export function demoAccounts(
  picture: Picture,
  from: { readonly random: Random; readonly calendar: Calendar; readonly id: (atMs: number) => string },
): DemoAccount[] {
  const { random, calendar } = from
  return Array.from({ length: picture.accounts }, (_, index) => {
    const plan = plans.find((one) => (index + 0.5) / picture.accounts < one.upTo) ?? plans[2]
    const createdAt = calendar.moment(random.int(-730, -210))
    const [country, region] = picture.places[Math.floor(random.unit() ** 1.7 * picture.places.length)] ?? [
      'US',
      'North America',
    ]
    return {
      accountId: from.id(createdAt),
      name: `${first[index % first.length]} ${second[Math.floor(index / first.length) % second.length]}`,
      segment: plan?.segment ?? 'smb',
      planTier: plan?.planTier ?? 'pro',
      size: plan?.size ?? 1,
      industry: random.pick(industries),
      region,
      country,
      createdAt,
    }
  })
}

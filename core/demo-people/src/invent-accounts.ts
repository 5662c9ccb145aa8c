import type { DemoPeople } from '@tessera/plugin-api/server'
import type { Cast, Plan } from './casts.ts'
import type { Random } from './random.ts'

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
const segments: Readonly<Record<Plan, string>> = {
  enterprise: 'enterprise',
  workflow: 'mid_market',
  pro: 'smb',
  free: 'smb',
}

/** The customers of a demo tenant, all created between seven months and two years ago. */
export function inventAccounts(
  { accounts, places }: Cast,
  { random, moment }: { readonly random: Random; readonly moment: (day: number) => Date },
): DemoPeople['accounts'] {
  const plans = (['enterprise', 'workflow', 'pro', 'free'] as const).flatMap((plan) =>
    Array<Plan>(accounts[plan]).fill(plan),
  )
  return plans.map((planTier, at) => {
    const [country, region] = places[Math.floor(random.unit() ** 1.7 * places.length)] ?? ['US', 'North America']
    return {
      accountId: random.id(),
      name: `${first[at % first.length]} ${second[Math.floor(at / first.length) % second.length]}`,
      segment: segments[planTier],
      planTier,
      industry: random.pick(industries),
      region,
      country,
      createdAt: moment(random.int(-730, -210)),
    }
  })
}

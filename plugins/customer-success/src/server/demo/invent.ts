import type { DemoPeople } from '@tessera/plugin-api/server'
import type { Random } from './random.ts'

const names = [
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
]
const industries = ['Software', 'Retail', 'Finance'] as const
const hex = (random: Random, digits: number) =>
  Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('')

/** A dozen accounts, for a tenant that no other plugin gave some. */
export function invent(asOf: Date, random: Random): DemoPeople {
  const accounts = names.map((name, nth) => ({
    accountId: `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`,
    name,
    segment: nth % 3 === 0 ? 'enterprise' : 'smb',
    planTier: nth === 11 ? 'free' : 'pro',
    industry: industries[nth % 3] ?? industries[0],
    createdAt: new Date(asOf.getTime() - (210 + 30 * nth) * 86_400_000),
  }))
  return { accounts, users: [] }
}

/** Values that columns of the tables and dimensions have in common, with their readable names. */

export const channels = {
  paid_search: 'Paid search',
  paid_social: 'Paid social',
  display: 'Display',
  organic_search: 'Organic search',
  organic_social: 'Organic social',
  email: 'E-mail',
  referral: 'Referral',
  event: 'Event',
  partner: 'Partner',
  direct: 'Direct',
} as const

export const platforms = {
  google: 'Google Ads',
  linkedin: 'LinkedIn Ads',
  meta: 'Meta Ads',
  microsoft: 'Microsoft Ads',
} as const

export const attributionModels = {
  first: 'First touch',
  last: 'Last touch',
  last_non_direct: 'Last touch that is not direct',
  linear: 'All touches alike',
  u_shaped: 'U: 40 % first, 40 % last, 20 % between',
  w_shaped: 'W: 30 % first, lead and deal, 10 % others',
  time_decay: 'Half as much each 7 days back',
} as const

export const devices = { desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet', other: 'Other' } as const

export const costKinds = { programme: 'Programmes', payroll: 'Payroll', tools: 'Tools', other: 'Other' } as const

export const scoreBands = { '0': '0 to 24', '25': '25 to 49', '50': '50 to 74', '75': '75 to 100' } as const

/** The keys of such a list, as `z.enum` takes them. */
export function keysOf<const List extends Readonly<Record<string, string>>>(
  list: List,
): [keyof List & string, ...(keyof List & string)[]] {
  return Object.keys(list) as [keyof List & string, ...(keyof List & string)[]]
}

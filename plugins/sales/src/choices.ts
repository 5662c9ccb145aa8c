/** Values that columns of the tables and dimensions have in common, with their readable names. */

export const dealStatuses = { open: 'Open', won: 'Won', lost: 'Lost' } as const

export const dealTypes = { new_business: 'New business', expansion: 'Expansion', renewal: 'Renewal' } as const

export const activityTypes = { call: 'Call', email: 'E-mail', meeting: 'Meeting' } as const

/** Stages that the settings name at first; a company may have others. */
export const usualStages = {
  qualification: 'Qualification',
  discovery: 'Discovery',
  proposal: 'Proposal',
  negotiation: 'Negotiation',
} as const

/** The keys of such a list, as `z.enum` takes them. */
export function keysOf<const List extends Readonly<Record<string, string>>>(
  list: List,
): [keyof List & string, ...(keyof List & string)[]] {
  return Object.keys(list) as [keyof List & string, ...(keyof List & string)[]]
}

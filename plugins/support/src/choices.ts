/** Values that columns of the tables and dimensions have in common, with their readable names. */

export const statuses = { open: 'Open', in_progress: 'In progress', resolved: 'Resolved', closed: 'Closed' } as const

export const priorities = { urgent: 'Urgent', high: 'High', medium: 'Medium', low: 'Low' } as const

export const categories = {
  bug: 'Bug',
  feature_request: 'Feature request',
  billing: 'Billing',
  general: 'General',
} as const

/** The keys of such a list, as `z.enum` takes them. */
export function keysOf<const List extends Readonly<Record<string, string>>>(
  list: List,
): [keyof List & string, ...(keyof List & string)[]] {
  return Object.keys(list) as [keyof List & string, ...(keyof List & string)[]]
}

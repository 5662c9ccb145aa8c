import type { CheckedEvent } from './check-event.ts'

type Part = readonly CheckedEvent[]

/** Stores events in one commit and answers the ids of those that are new. */
export type StoreGroup = (events: Part) => Promise<ReadonlySet<string>>

/** SQLSTATE of a statement that the rows themselves broke: wrong data, a broken rule, a size beyond all limits. */
const rowsAtFault = /^(22|23|54)[0-9A-Z]{3}$/

const concernsRows = (error: unknown): boolean => rowsAtFault.test(String((Object(error) as { code?: unknown }).code))

/** Each part without the ids a part before it has. */
function withoutRepeats(parts: readonly Part[]): Part[] {
  const seen = new Set<string>()
  return parts.map((part) => {
    const own = part.filter(({ id }) => !seen.has(id))
    for (const { id } of own) seen.add(id)
    return own
  })
}

/**
 * Stores several parts in one commit. An id that several of them carry is new in the first and known in the others. A part the
 * database refuses does not take the others with it: then each is stored alone.
 */
export async function storeParts(
  parts: readonly Part[],
  store: StoreGroup,
): Promise<readonly PromiseSettledResult<number>[]> {
  const own = withoutRepeats(parts)
  try {
    const fresh = await store(own.flat())
    return own.map((part) => ({ status: 'fulfilled', value: part.filter(({ id }) => fresh.has(id)).length }))
  } catch (error) {
    if (parts.length === 1 || !concernsRows(error)) throw error
  }
  const results: PromiseSettledResult<number>[] = []
  for (const part of parts) results.push(...(await Promise.allSettled([store(part).then((fresh) => fresh.size)])))
  return results
}

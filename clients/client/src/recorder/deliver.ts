import type { CallOptions, Client } from '../client.ts'
import { TesseraError } from '../tessera-error.ts'
import type { Kind, Recorded } from './recorded.ts'

/** What became of entries that the product has answered to. */
export interface Delivered {
  readonly sent: number
  readonly refused: number
  /** Why some were refused. */
  readonly reason: TesseraError | null
}

const batched: ReadonlySet<Kind> = new Set<Kind>(['usage', 'error', 'event'])

/** How many entries of a kind go in one delivery: a batch, or several requests at once. The end of a session goes after its begin. */
export const together = (kind: Kind): number => (batched.has(kind) ? 1000 : kind === 'agentSession' ? 1 : 8)

/** How many requests one delivery may take to leave out what is refused. */
const mostTries = 24
/** Refused for what stands in it, though nobody says where. */
const ofBody: ReadonlySet<number | null> = new Set([400, 413, 422])

/** Refused for what it holds: the same entry will never be taken. */
const isFinal = (error: unknown): error is TesseraError =>
  error instanceof TesseraError &&
  error.status !== null &&
  error.status < 500 &&
  error.code !== 'answer_unreadable' &&
  !error.isPassing &&
  !error.isOfKey

/** Places of rows that a problem names, as 3 of `rows.3.endpoint`. */
function namedRows({ issues }: TesseraError): ReadonlySet<number> {
  const places = issues.map(({ path }) => /^rows\.(\d+)\b/.exec(path)?.[1])
  return new Set(places.flatMap((place) => (place === undefined ? [] : [Number(place)])))
}

/** What may still be taken of entries that were refused together: all but those that are named, or else halves. */
function afterRefusal<Entry>(entries: readonly Entry[], error: TesseraError): readonly (readonly Entry[])[] {
  const bad = namedRows(error)
  if (bad.size > 0) return [entries.filter((_, place) => !bad.has(place))]
  const middle = Math.ceil(entries.length / 2)
  return entries.length > 1 && ofBody.has(error.status) ? [entries.slice(0, middle), entries.slice(middle)] : []
}

/** Sends entries together, and again without those that were refused. `post` answers what was refused of those that were taken. */
async function inBatches<Entry>(
  entries: readonly Entry[],
  post: (entries: readonly Entry[]) => Promise<Pick<Delivered, 'refused' | 'reason'>>,
): Promise<Delivered> {
  const rest = [entries]
  let sent = 0
  let reason: TesseraError | null = null
  for (let tries = 0; tries < mostTries; tries += 1) {
    const some = rest.shift()
    if (!some) break
    if (some.length === 0) continue
    try {
      const answer = await post(some)
      sent += some.length - answer.refused
      reason ??= answer.reason
    } catch (error) {
      if (!isFinal(error)) throw error
      reason ??= error
      rest.unshift(...afterRefusal(some, error))
    }
  }
  return { sent, refused: entries.length - sent, reason }
}

async function eachAlone<Entry>(
  entries: readonly Entry[],
  post: (entry: Entry) => Promise<unknown>,
): Promise<Delivered> {
  const fates = await Promise.allSettled(entries.map(post))
  const errors = fates.flatMap((fate) => (fate.status === 'rejected' ? [fate.reason as unknown] : []))
  // why: what arrived may be sent again with the rest, since it carries its id
  for (const error of errors) if (!isFinal(error)) throw error
  const [reason = null] = errors as TesseraError[]
  return { sent: entries.length - errors.length, refused: errors.length, reason }
}

async function deliverAll(
  client: Client,
  { kind, entries }: { readonly kind: Kind; readonly entries: readonly object[] },
  call: CallOptions,
): Promise<Delivered> {
  const given = entries as readonly never[]
  const all = { refused: 0, reason: null }
  switch (kind) {
    case 'usage':
      return inBatches(given, async (rows) => ({ ...(await client.recordUsage(rows, call)), ...all }))
    case 'error':
      return inBatches(given, async (rows) => ({ ...(await client.recordErrors(rows, call)), ...all }))
    case 'event':
      return inBatches(given, async (events) => {
        const { rejected } = await client.postEvents(events, call)
        const [first] = rejected
        const reason = first ? new TesseraError(first.reason, { code: first.code, status: 422 }) : null
        return { refused: rejected.length, reason }
      })
    default:
      return eachAlone(given, (entry) => ofKind[kind](client)(entry, call))
  }
}

function isJson(entry: unknown): boolean {
  try {
    return JSON.stringify(entry) !== undefined
  } catch {
    return false
  }
}

/** Sends entries of a kind; those that are no JSON, as what holds itself or a bigint, are refused. Throws where they may be sent again later. */
export async function deliver<K extends Kind>(
  client: Client,
  { kind, entries }: { readonly kind: K; readonly entries: readonly Recorded[K][] },
  call: CallOptions,
): Promise<Delivered> {
  try {
    return await deliverAll(client, { kind, entries }, call)
  } catch (error) {
    const fit = error instanceof TesseraError ? entries : entries.filter(isJson)
    if (fit.length === entries.length) throw error
    const reason = new TesseraError(`cannot be written as JSON: ${String(error)}`, { code: 'not_json', cause: error })
    const { sent } = await deliverAll(client, { kind, entries: fit }, call)
    return { sent, refused: entries.length - sent, reason }
  }
}

const ofKind = {
  activation: (client: Client) => client.trackActivation,
  revenueEvent: (client: Client) => client.trackRevenueEvent,
  ticket: (client: Client) => client.createTicket,
  npsAnswer: (client: Client) => client.submitNpsAnswer,
  csatAnswer: (client: Client) => client.submitCsatAnswer,
  healthCheck: (client: Client) => client.logHealthCheck,
  agentSession: (client: Client) => client.recordAgentSession,
} as const

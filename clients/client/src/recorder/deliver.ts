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

/** How often rows are sent again without those that were refused. */
const mostSiftings = 4

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

async function inParts(
  rows: readonly object[],
  post: (rows: readonly object[]) => Promise<unknown>,
): Promise<Delivered> {
  let left = rows
  let reason: TesseraError | null = null
  for (let sifting = 0; left.length > 0; sifting += 1) {
    try {
      await post(left)
      break
    } catch (error) {
      if (!isFinal(error)) throw error
      reason ??= error
      const bad = namedRows(error)
      // why: where nobody says which rows are wrong, none of them can be sent
      left = bad.size === 0 || sifting === mostSiftings ? [] : left.filter((_, place) => !bad.has(place))
    }
  }
  return { sent: left.length, refused: rows.length - left.length, reason }
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

/** Sends entries of a kind. Throws where they may be sent again later. */
export async function deliver<K extends Kind>(
  client: Client,
  { kind, entries }: { readonly kind: K; readonly entries: readonly Recorded[K][] },
  call: CallOptions,
): Promise<Delivered> {
  const given = entries as readonly never[]
  switch (kind) {
    case 'usage':
      return inParts(given, (rows) => client.recordUsage(rows as Recorded['usage'][], call))
    case 'error':
      return inParts(given, (rows) => client.recordErrors(rows as Recorded['error'][], call))
    case 'event': {
      const { rejected } = await client.postEvents(given, call)
      const [first] = rejected
      const reason = first ? new TesseraError(first.reason, { code: first.code, status: 422 }) : null
      return { sent: entries.length - rejected.length, refused: rejected.length, reason }
    }
    default:
      return eachAlone(given, (entry) => ofKind[kind as keyof typeof ofKind](client)(entry, call))
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

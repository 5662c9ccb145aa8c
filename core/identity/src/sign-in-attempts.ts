import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** Who tries a password: an account, existing or not, from an address. */
export interface Attempting {
  readonly account: string
  readonly address: string
}

/** What became of an attempt: what the check answered, or how many seconds to wait before there is one. */
export type Outcome<Found> = { readonly found: Found | null } | { readonly waitSeconds: number }

interface Tally {
  readonly failures: number
  readonly openAt: number
  readonly lastAt: number
}

interface Patience {
  /** Failures without a wait. */
  readonly free: number
  /** First wait in milliseconds; each failure more doubles it, up to `longestMs`. */
  readonly firstMs: number
  readonly longestMs: number
}

/** One account from one address: somebody who guesses. */
const ofPair: Patience = { free: 5, firstMs: 30_000, longestMs: 15 * 60_000 }
/** One account from everywhere: many who guess. Short, because it also keeps out the person, where they were never seen. */
const ofAccount: Patience = { free: 20, firstMs: 1_000, longestMs: 60_000 }
const forgetMs = 60 * 60_000
const remembered = 50_000
/** Passwords checked at once: each takes 32 MB and a thread for a tenth of a second. */
const atOnce = 16

const keyOf = (...parts: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)

/** Failures of one kind, by key. */
function tallies(patience: Patience, now: () => number) {
  const kept = new LRUCache<string, Tally>({ max: remembered })
  const read = (key: string): Tally => {
    const found = kept.get(key)
    return found && now() - found.lastAt < forgetMs ? found : { failures: 0, openAt: 0, lastAt: now() }
  }
  return {
    openAt: (key: string) => read(key).openAt,
    note: (key: string) => {
      const failures = read(key).failures + 1
      const { free, firstMs, longestMs } = patience
      const wait = failures < free ? 0 : Math.min(firstMs * 2 ** (failures - free), longestMs)
      kept.set(key, { failures, openAt: now() + wait, lastAt: now() })
    },
    takeBack: (key: string) => {
      const { failures, lastAt } = read(key)
      kept.set(key, { failures: Math.max(0, failures - 1), openAt: 0, lastAt })
    },
    forget: (key: string) => void kept.delete(key),
  }
}

/**
 * Makes the counts of failed sign-ins: by account and address, then by account from everywhere. Where the person has signed
 * in before, the failures of others keep nobody out. Kept in memory by each process, a bounded number of them.
 *
 * What is made runs a check that answers null for a wrong password. An attempt counts as failed from its beginning, so that
 * many at once are many, and is taken back when it was right or broke off.
 */
export function signInAttempts(
  now: () => number = () => performance.now(),
): <Found>(who: Attempting, check: () => Promise<Found | null>) => Promise<Outcome<Found>> {
  const pairs = tallies(ofPair, now)
  const accounts = tallies(ofAccount, now)
  const known = new LRUCache<string, true>({ max: remembered })
  let running = 0

  return async (who, check) => {
    const name = who.account.normalize('NFKC').trim().toLowerCase()
    const [pair, account] = [keyOf(name, who.address), keyOf(name)]
    const seen = known.get(pair) === true
    const openAt = Math.max(pairs.openAt(pair), seen ? 0 : accounts.openAt(account))
    if (openAt > now()) return { waitSeconds: Math.ceil((openAt - now()) / 1000) }
    if (running >= atOnce) return { waitSeconds: 1 }
    running += 1
    pairs.note(pair)
    if (!seen) accounts.note(account)
    try {
      const found = await check()
      if (found === null) return { found }
      pairs.forget(pair)
      known.set(pair, true)
      if (!seen) accounts.takeBack(account)
      return { found }
    } catch (error) {
      pairs.takeBack(pair)
      if (!seen) accounts.takeBack(account)
      throw error
    } finally {
      running -= 1
    }
  }
}

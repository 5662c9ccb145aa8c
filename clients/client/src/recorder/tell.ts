import type { Counts, Trouble } from './recorded.ts'

const dropsEveryMs = 60_000

/** Tells a service of trouble, each once until it is over. */
export interface Teller {
  /** Nothing is taken now. */
  readonly failed: (code: string, message: string) => void
  /** It is taken again. */
  readonly works: () => void
  /** Some entries are not valid. Each code is told once. */
  readonly refused: (code: string, message: string) => void
  /** Tells of drops nobody was told of; once a minute, or at the end. */
  readonly dropped: (isEnd: boolean) => void
}

function warn({ code, message }: Trouble): void {
  const { process } = globalThis as {
    process?: { emitWarning?: (message: string, options: { type: string; code: string }) => void }
  }
  process?.emitWarning?.(message, { type: 'TesseraWarning', code })
}

/** Makes a teller. A report that throws is not heard. */
export function createTeller(counts: () => Counts, report: (trouble: Trouble) => void = warn): Teller {
  const failures = new Set<string>()
  const refusals = new Set<string>()
  let told = 0
  let toldAt = -Infinity
  const tell = (code: string, message: string) => {
    try {
      report({ code, message, counts: counts() })
    } catch {
      // why: the service goes on whatever its report does
    }
  }
  const once = (said: Set<string>) => (code: string, message: string) => {
    if (said.has(code)) return
    said.add(code)
    tell(code, message)
  }
  return {
    failed: once(failures),
    works: () => failures.clear(),
    refused: once(refusals),
    dropped: (isEnd) => {
      const { dropped } = counts()
      const now = performance.now()
      if (dropped === told || (!isEnd && now - toldAt < dropsEveryMs)) return
      const fresh = dropped - told
      told = dropped
      toldAt = now
      tell('entries_dropped', `${fresh} entries for Tessera were dropped: it took none, or fewer than came`)
    },
  }
}

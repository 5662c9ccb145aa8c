/** A wrong place of what was sent. */
export interface Issue {
  /** As `rows.3.endpoint`. */
  readonly path: string
  readonly message: string
}

interface Said {
  readonly code: string
  readonly status?: number | null
  readonly issues?: readonly Issue[]
  readonly retryAfterMs?: number | null
  readonly cause?: unknown
}

const passing: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

/** Why a call did not succeed. */
export class TesseraError extends Error {
  override readonly name = 'TesseraError'
  /** Stable: a code of the product, as `key_invalid`, or `unreachable`, `timed_out`, `answer_unreadable`. */
  readonly code: string
  /** Of HTTP; null where no answer came. */
  readonly status: number | null
  readonly issues: readonly Issue[]
  /** When the product said to come back, in milliseconds from its answer. */
  readonly retryAfterMs: number | null

  constructor(message: string, { code, status = null, issues = [], retryAfterMs = null, cause }: Said) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.status = status
    this.issues = issues
    this.retryAfterMs = retryAfterMs
  }

  /** Whether the same call may succeed later. */
  get isPassing(): boolean {
    return this.status === null ? this.code !== 'answer_unreadable' : passing.has(this.status)
  }

  /** Whether it is the key that is refused. */
  get isOfKey(): boolean {
    return this.status === 401 || this.status === 403
  }
}

/** The same error of rows that went in parts, its places counted from the first row of all. Any other error is as it was. */
export function placedAfter(start: number, error: unknown): unknown {
  if (start === 0 || !(error instanceof TesseraError)) return error
  const moved = (text: string) => text.replaceAll(/\brows\.(\d+)/g, (_, at: string) => `rows.${Number(at) + start}`)
  const { code, status, retryAfterMs, cause } = error
  const issues = error.issues.map(({ path, message }) => ({ path: moved(path), message }))
  return new TesseraError(moved(error.message), { code, status, issues, retryAfterMs, cause })
}

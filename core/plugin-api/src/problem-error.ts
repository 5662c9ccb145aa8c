/** One wrong place in an input. */
export interface Issue {
  readonly path: string
  readonly message: string
  /** What is wrong with it, stable, where a place may be wrong in several ways. */
  readonly code?: string
}

/** An error meant for the reader: a stable code, an HTTP status and a sentence that says what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly status: number
  readonly issues: readonly Issue[]
  /** After how many seconds asking again is likely to help; left out where that is not known. */
  readonly retryAfter?: number | undefined

  constructor(
    detail: string,
    problem: {
      readonly code: string
      readonly status: number
      readonly issues: readonly Issue[]
      readonly retryAfter?: number | undefined
    },
  ) {
    super(detail)
    this.code = problem.code
    this.status = problem.status
    this.issues = problem.issues
    this.retryAfter = problem.retryAfter
  }
}

interface ErrorSpec {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- each code brings its own parameters
  readonly say: (params: any) => string
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  readonly retryAfter?: (params: any) => number
}

/** Makes the error constructor of a package from its one table of sentences: `const fail = defineErrors({…})`. */
export function defineErrors<const Table extends Readonly<Record<string, ErrorSpec>>>(table: Table) {
  return <Code extends Extract<keyof Table, string>>(
    code: Code,
    params: Parameters<Table[Code]['say']>[0] extends undefined
      ? Record<string, never>
      : Parameters<Table[Code]['say']>[0],
    issues: readonly Issue[] = [],
  ): ProblemError => {
    const spec = table[code] as ErrorSpec
    return new ProblemError(spec.say(params), {
      code,
      status: spec.status,
      issues,
      retryAfter: spec.retryAfter?.(params),
    })
  }
}

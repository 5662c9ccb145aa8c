/** One wrong place in an input. */
export interface Issue {
  readonly path: string
  readonly message: string
}

/** An error meant for the reader: a stable code, an HTTP status and a sentence that says what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly status: number
  readonly issues: readonly Issue[]

  constructor(code: string, status: number, detail: string, issues: readonly Issue[] = []) {
    super(detail)
    this.code = code
    this.status = status
    this.issues = issues
  }
}

interface ErrorSpec {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- each code brings its own parameters
  readonly say: (params: any) => string
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
    return new ProblemError(code, spec.status, spec.say(params), issues)
  }
}

/** What is told beside a sentence. `err` is an error, told with its stack. */
export type LogFields = Readonly<Record<string, unknown>>

interface Tell {
  (sentence: string): void
  (fields: LogFields, sentence: string): void
}

/**
 * The log of the process. Each line also names the plugin, the tenant, and the request or the run of the job it was written in: fields of
 * these names are not taken. What stands under a name like `token` or `password` is left out.
 */
export interface Log {
  readonly debug: Tell
  readonly info: Tell
  readonly warn: Tell
  readonly error: Tell
}

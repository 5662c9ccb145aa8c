import { parseArgs } from 'node:util'
import { z } from 'zod'

const schema = z.object({
  json: z.boolean().default(false),
  keep: z.boolean().default(false),
  growth: z.boolean().default(false),
  events: z.coerce
    .number('write a number of events: --events 5000000')
    .int()
    .min(10_000)
    .max(50_000_000)
    .default(5_000_000),
  rounds: z.coerce.number('write a number of rounds: --rounds 20').int().min(3).max(1000).default(20),
  only: z.array(z.string()).default([]),
})

/** What the command line asks for. */
export type Options = Readonly<z.infer<typeof schema>>

export const usage = `pnpm bench [--json] [--events 5000000] [--only name …] [--rounds 20] [--growth] [--keep]

  --only    runs these cases alone; may be repeated
  --growth  repeats the dashboard on 0.5, 5 and 20 million events
  --keep    keeps the generated database for the next run
  --json    prints the figures as JSON on standard output; everything else goes to standard error

DATABASE_URL_BENCH names a PostgreSQL server whose login is a superuser; without it one is started.`

/** Reads the command line; throws a sentence that says what to write instead. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      json: { type: 'boolean' },
      keep: { type: 'boolean' },
      growth: { type: 'boolean' },
      events: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true },
    },
  })
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'))
}

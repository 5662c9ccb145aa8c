import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { BenchCase } from '../bench-case.ts'
import { openCopy } from '../database/copy-in.ts'
import { withEmptyDatabase } from '../database/empty-database.ts'
import { productEnv } from '../load/open-servers.ts'
import { atLeast, atMost } from '../report/figure.ts'

const repository = join(import.meta.dirname, '../../..')
const command = join(repository, 'server/src/cli/main.js')
const columns = 'ticket_id,account_id,status,priority,category,team,created_at,first_response_at,resolved_at,subject'
const begin = Date.parse('2025-01-01T00:00:00Z')
const hourMs = 3_600_000
const baseline = 20_000

/** Tickets as a help desk writes them out; a third is resolved. */
function* tickets(count: number): Generator<string> {
  yield `${columns}\n`
  for (let n = 0; n < count; n += 1) {
    const at = (hours: number) => new Date(begin + n * 1_000 + hours * hourMs).toISOString()
    const isDone = n % 3 === 0
    const priority = ['urgent', 'high', 'medium', 'low'][n % 4]
    const category = ['bug', 'billing', 'general', ''][n % 4]
    yield `T-${n},A-${n % 200},${isDone ? 'resolved' : 'open'},${priority},${category},team ${n % 5},${at(0)},${at(1)},${isDone ? at(1 + (n % 40)) : ''},Something is wrong with ${n}\n`
  }
}

const residentMiB = (pid: number | undefined) => {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

async function run(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  watch?: (pid?: number) => Promise<unknown>,
) {
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [[code]] = await Promise.all([once(child, 'exit'), watch?.(child.pid)])
  if (code !== 0) throw new Error(`the command ${args[0]} ended with ${code}`)
}

interface Brought {
  readonly seconds: number
  /** Of the command when so many rows were stored, and the most it held after that. */
  readonly first: number
  readonly most: number
}

async function bring(url: string, folder: string, file: string): Promise<Brought> {
  const env = productEnv(url, folder, repository)
  const client = new pg.Client({ connectionString: url })
  await run(env, ['tenant', 'create', 'bench'])
  await client.connect()
  const find = async () => {
    const { rows } = await client.query<{ inserted: number; seconds: number | null }>(
      'select inserted, extract(epoch from ended_at - began_at)::float8 as seconds from core.imports',
    )
    return rows[0]
  }
  let [first, most] = [0, 0]
  const refused = join(folder, 'refused.csv')
  try {
    await run(env, ['import', 'support.tickets', file, '--tenant', 'bench', '--refused', refused], async (pid) => {
      for (let isOver = false; !isOver; await sleep(200)) {
        const found = await find()
        isOver = found?.seconds !== null && found?.seconds !== undefined
        if (first === 0 && (found?.inserted ?? 0) >= baseline) first = residentMiB(pid)
        if (first > 0) most = Math.max(most, residentMiB(pid))
      }
    })
    return { seconds: (await find())?.seconds ?? Number.NaN, first, most }
  } finally {
    await client.end()
  }
}

/** Seconds that COPY takes for the same rows, into a table with the same indexes and checks. */
async function copied(url: string): Promise<number> {
  const copy = await openCopy(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: named } = await client.query<{ names: string }>(`
      select string_agg(quote_ident(column_name), ',' order by ordinal_position) as names from information_schema.columns
      where table_schema = 'support' and table_name = 'tickets' and is_generated = 'NEVER'`)
    const names = named[0]?.names ?? ''
    await client.query('create table public.copied (like support.tickets including all)')
    const { rows } = await client.query<{ row: string }>(`
      select string_agg(line, e'\\n') as row from (select concat_ws(e'\\t', ${names
        .split(',')
        .map((name) => `coalesce(${name}::text, '\\N')`)
        .join(',')}) as line, (row_number() over () / 10000) as part from support.tickets) t group by part`)
    const begun = performance.now()
    for (const { row } of rows) await copy.send(`copy public.copied (${names}) from stdin`, row)
    return (performance.now() - begun) / 1000
  } finally {
    await copy.close()
    await client.end()
  }
}

/** How fast a file of rows comes into a table of a plugin, and in how much memory. */
export const imports: BenchCase = {
  name: 'imports',
  run: async ({ database, options }) => {
    const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-import-'))
    const count = Math.max(2 * baseline, Math.round(options.events / 5))
    try {
      const file = join(folder, 'tickets.csv')
      await pipeline(Readable.from(tickets(count)), createWriteStream(file))
      const { seconds, first, most, byCopy } = await withEmptyDatabase(database.url, async (url) => ({
        ...(await bring(url, folder, file)),
        byCopy: await copied(url),
      }))
      const toCopy = byCopy / seconds
      return {
        name: 'imports',
        title: `${count} rows of CSV by \`tessera import\` into a table with seven indexes, beside COPY`,
        figures: [
          {
            name: 'rows a second, by COPY',
            value: toCopy,
            unit: '×',
            goal: atLeast(toCopy, 0.3, '×'),
            from: { 'rows/s': count / seconds, 'COPY rows/s': count / byCopy },
          },
          {
            name: `memory of the command, more than after ${baseline} rows`,
            value: most - first,
            unit: 'MiB',
            goal: atMost(most - first, 50, 'MiB'),
            from: { [`after ${baseline} rows (MiB)`]: first, 'most (MiB)': most },
          },
        ],
        notes: [],
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

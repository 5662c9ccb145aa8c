import { cpus, totalmem } from 'node:os'
import { cases } from './cases/index.ts'
import { openBenchDatabase } from './database/bench-database.ts'
import { openCluster } from './database/open-cluster.ts'
import { readOptions, usage, type Options } from './options.ts'
import type { CaseReport } from './report/figure.ts'
import { printCase, printGoals } from './report/print.ts'

function chosen(options: Options) {
  const { only } = options
  const unknown = only.filter((name) => !cases.some((one) => one.name === name))
  const names = cases.map(({ name }) => name).join(', ')
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(', ')}: there is no such case; there are ${names}`)
  return cases.filter(({ name, wanted }) => (only.length === 0 ? (wanted?.(options) ?? true) : only.includes(name)))
}

async function run(options: Options): Promise<void> {
  const say = (text: string) => (options.json ? process.stderr : process.stdout).write(`${text}\n`)
  const wanted = chosen(options)
  const cluster = await openCluster(options)
  try {
    const database = await openBenchDatabase(cluster, options)
    const reports: CaseReport[] = []
    try {
      const { rows } = await database.services.database.pool.query<{ about: string }>(
        `select current_setting('server_version') || ', shared_buffers ' || current_setting('shared_buffers') || ', jit ' ||
          current_setting('jit') as about`,
      )
      const { generatedIn } = database
      say(
        `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, PostgreSQL ${rows[0]?.about ?? ''}`,
      )
      say(
        `${options.events} events, ${generatedIn === null ? 'kept from a run before' : `generated in ${generatedIn} s`}\n`,
      )
      for (const one of wanted) {
        const report = await one.run({ database, cluster, options })
        reports.push(report)
        say(printCase(report))
      }
      say(printGoals(reports))
      if (options.json) process.stdout.write(`${JSON.stringify({ events: options.events, cases: reports }, null, 2)}\n`)
    } finally {
      await database.close()
    }
  } finally {
    await cluster.stop()
  }
}

if (process.argv.includes('--help')) process.stdout.write(`${usage}\n`)
else await run(readOptions(process.argv.slice(2)))

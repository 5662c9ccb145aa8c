import type { Command } from 'commander'
import type { JobRun } from '@tessera/jobs'
import { declaredJobs, jobRow, type JobRow } from '../../trpc/job-rows.ts'
import { print, table, type OutputOptions } from '../output.ts'
import { withServices } from '../session.ts'

const columns = ['job', 'schedule', 'zone', 'latest run', 'state', 'tries', 'progress', 'note', 'error']

function rowOf({ id, schedule, runs: [latest] }: JobRow) {
  const { startedAt, dueAt, state, attempts, progress, note, error }: Partial<JobRun> = latest ?? {}
  const share = typeof progress === 'number' ? `${Math.round(progress * 100)}%` : null
  return [id, schedule?.cron, schedule?.zone, startedAt ?? dueAt, state, attempts, share, note, error]
}

/** `job list`, `job run`, `job cancel`: jobs of the whole installation; those of a tenant are on its page of plugins. */
export function jobCommand(program: Command): void {
  const job = program.command('job').description('jobs of plugins that run for the whole installation')
  job
    .command('list')
    .description('list all of them with their latest run')
    .option('--json', 'print JSON, with the latest ten runs of each')
    .action(async (options: OutputOptions) => {
      const jobs = await withServices((services) =>
        Promise.all(declaredJobs(services, 'installation').map((each) => jobRow(services, each, { zone: 'UTC' }))),
      )
      print(options, { jobs }, () => table(columns, jobs.map(rowOf)))
    })
  job
    .command('run <job>')
    .description('have one run on the server, now')
    .option('--json', 'print JSON')
    .action(async (id: string, options: OutputOptions) => {
      const run = await withServices(({ jobs }) => jobs.enqueue(id, { key: 'by hand' }))
      print(options, { run }, () => (run === null ? `'${id}' waits or runs already` : `'${id}' waits as ${run}`))
    })
  job
    .command('cancel <run>')
    .description('end a run that waits or runs')
    .option('--json', 'print JSON')
    .action(async (run: string, options: OutputOptions) => {
      await withServices(({ jobs }) => jobs.cancel(run))
      print(options, { cancelled: run }, () => `${run} is cancelled`)
    })
}

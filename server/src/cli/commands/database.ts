import { withoutPassword } from '@tessera/database'
import type { Command } from 'commander'
import { wantsDemo } from '../../demo/demo-tenants.ts'
import { loadDemo, resetDemo, type DemoLoad } from '../../demo/load-demo.ts'
import { serverErrors } from '../../errors.ts'
import { print, type OutputOptions } from '../output.ts'
import { withDatabase, withServices } from '../session.ts'
import { shownStatuses } from './plugin.ts'

/** `db migrate`, `db url`, `demo load`, `demo reset`. */
export function databaseCommands(program: Command): void {
  const db = program.command('db').description('the database')
  db.command('migrate')
    .description('bring the tables of core and plugins up to date')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const plugins = await withServices(async ({ registry }) => shownStatuses(registry))
      const failed = plugins.filter((plugin) => plugin.state === 'failed')
      print(options, { plugins }, () =>
        ['the tables are up to date', ...failed.map(({ id, error }) => `but not of plugin '${id}': ${error}`)].join(
          '\n',
        ),
      )
      if (failed.length > 0) process.exitCode = 1
    })
  db.command('url')
    .description(
      'print the connection string of the database, without its password; the embedded one answers while a server runs',
    )
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const url = await withDatabase(async (database) => withoutPassword(database.url))
      print(options, { url }, () => url)
    })
  const demo = program.command('demo').description('demo tenants')
  const printLoads = (options: OutputOptions, loaded: readonly DemoLoad[]) => {
    const lines = loaded.map(({ tenant, plugin }) => `loaded ${plugin} into ${tenant}`)
    print(options, { loaded }, () => lines.join('\n') || 'nothing to load: all demo data is there')
  }
  demo
    .command('load')
    .description('create the demo tenants, or fill what is missing of them')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const loaded = await withServices(async (services) => {
        if (!(await wantsDemo(services.database))) throw serverErrors('demo_refused', {})
        return loadDemo(services)
      })
      printLoads(options, loaded)
    })
  demo
    .command('reset')
    .description('empty the demo tenants and fill them anew as of today; settings, people and keys stay')
    .requiredOption('--yes', 'delete what they hold, events sent to them too')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      const loaded = await withServices(async (services) => {
        if (!(await wantsDemo(services.database))) throw serverErrors('demo_refused', {})
        return resetDemo(services)
      })
      printLoads(options, loaded)
    })
}

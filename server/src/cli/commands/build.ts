import type { Command } from 'commander'
import { readConfig } from '../../config.ts'
import { buildHost } from '../../start/build-host.ts'
import { print, type OutputOptions } from '../output.ts'

/** `build`: what the server would do at its first start, for images whose folders cannot be written to later. */
export function buildCommand(program: Command): void {
  program
    .command('build')
    .description('build the pages, unless a build of the same content is there')
    .option('--json', 'print JSON')
    .action(async (options: OutputOptions) => {
      let built = false
      const fail = (reason: Error) => {
        throw reason
      }
      const folder = await buildHost(readConfig(process.env).root, { building: () => (built = true), old: fail })
      print(
        options,
        { folder, built },
        () => `${built ? 'built' : 'nothing to build, the pages are in'} ${folder ?? ''}`,
      )
    })
}

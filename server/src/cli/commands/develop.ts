import type * as Develop from '@tessera/develop'
import type { Command } from 'commander'
import { readConfig } from '../../config.ts'
import { serverErrors } from '../../errors.ts'
import { print, type OutputOptions } from '../output.ts'

interface NewOptions extends OutputOptions {
  readonly plugin?: string
  readonly with?: string
  readonly metric?: string
  readonly custom?: boolean
  readonly needs?: string
  readonly point?: string
}

/** The tools of authors. A server that was installed without them has everything else. */
async function develop(): Promise<typeof Develop> {
  return import('@tessera/develop').catch((error: unknown) => {
    if (Object(error).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw serverErrors('develop_missing', {})
  })
}

const list = (text: string) => text.split(',').map((part) => part.trim())

/** `new`, `check`: for authors of plugins. */
export function developCommands(program: Command): void {
  program
    .command('new <kind> <name>')
    .description('write the files of a new plugin, provider, metric, panel, page, job or right')
    .option('--plugin <id>', 'plugin the part belongs to; of a provider, the one it adds to')
    .option('--with <parts>', 'parts of a new plugin: metric,panel,page,job,right (default: metric,panel)')
    .option('--metric <name>', 'metric that a new panel shows')
    .option('--custom', 'the new panel gets a view of its own')
    .option('--needs <right>', 'right that a new page needs')
    .option('--point <id>', 'extension point of a new provider')
    .option('--json', 'print JSON')
    .action(async (kind: string, name: string, options: NewOptions) => {
      const { makeNew, readKind, readParts } = await develop()
      const { root } = readConfig(process.env)
      const parts = options.with === undefined ? undefined : readParts(list(options.with))
      const made = await makeNew(root, { ...options, kind: readKind(kind), name, with: parts })
      print(options, made, () =>
        [
          ...made.added.map((file) => `new      ${file}`),
          ...made.changed.map((file) => `changed  ${file}`),
          '',
          'Next:',
          ...made.next.map((step) => `- ${step}`),
        ].join('\n'),
      )
    })
  program
    .command('check <plugin>')
    .description('look at one plugin, by its id or the path of its folder, as the host and the conformance suite do')
    .option('--json', 'print JSON')
    .action(async (plugin: string, options: OutputOptions) => {
      const { checkOne } = await develop()
      const { root } = readConfig(process.env)
      const checked = await checkOne(root, plugin)
      const { findings, warnings } = checked
      print(options, checked, () =>
        [
          ...findings.map(({ aspect, message }) => `wrong    ${aspect}: ${message}`),
          ...warnings.map(({ aspect, message }) => `warning  ${aspect}: ${message}`),
          findings.length === 0
            ? `plugin '${checked.plugin}' conforms`
            : `plugin '${checked.plugin}' does not conform: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`,
        ].join('\n'),
      )
      if (findings.length > 0) process.exitCode = 1
    })
}

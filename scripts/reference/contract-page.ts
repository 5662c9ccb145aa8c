import { join } from 'node:path'
import { format } from 'prettier'
import { readExports } from './read-exports.ts'

/** A package that plugins import, by one of its doors. */
export interface Door {
  readonly specifier: string
  readonly file: string
  /** What it is for, in one sentence. */
  readonly about: string
}

const core = join(import.meta.dirname, '../../core')

/** The doors of the contract and of the test kit. */
export const doors: readonly Door[] = [
  {
    specifier: '@tessera/plugin-api',
    file: join(core, 'plugin-api/src/index.ts'),
    about: 'What a contract is made of: data only, the same in server and browser.',
  },
  {
    specifier: '@tessera/plugin-api/server',
    file: join(core, 'plugin-api/src/server/index.ts'),
    about: 'What the server door is made of: formulas, migrations, procedures, jobs and the services they use.',
  },
  {
    specifier: '@tessera/plugin-api/web',
    file: join(core, 'plugin-api/src/web/index.ts'),
    about: 'What the web door is made of: pages, panels, views.',
  },
  {
    specifier: '@tessera/plugin-api/wire',
    file: join(core, 'plugin-api/src/wire/index.ts'),
    about: 'What goes between server, browser and programs: questions and answers.',
  },
  {
    specifier: '@tessera/test-kit',
    file: join(core, 'test-kit/src/index.ts'),
    about: 'What tests of plugins use.',
  },
]

/** The page docs/reference/contract.md: every exported name with its comment and its declaration. */
export async function contractPage(): Promise<string> {
  const intro = [
    'Every name that plugins may import, written from the comments in the source by `test/contract-reference.test.ts`, which fails when this',
    'page and they differ (`npx --yes pnpm test test/contract-reference -u` writes it anew). [Add a plugin](../guides/add-a-plugin.md) shows',
    'them at work.',
  ].join('\n')
  const sections = doors.map(({ specifier, file, about }) => {
    const names = readExports(file).map(({ name, doc, code }) => `### ${name}\n\n${doc}\n\n\`\`\`ts\n${code}\n\`\`\``)
    return `## ${specifier}\n\n${about}\n\n${names.join('\n\n')}`
  })
  return format(`# The contract of plugins\n\n${intro}\n\n${sections.join('\n\n')}\n`, {
    parser: 'markdown',
    printWidth: 120,
    proseWrap: 'preserve',
    semi: false,
    singleQuote: true,
    trailingComma: 'all',
  })
}

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One import in a source file. */
export interface Import {
  /** File, from the root. */
  readonly file: string
  readonly line: number
  readonly specifier: string
}

const pattern = /(?:\bfrom|\bimport\s*\(|\bimport)\s*'([^']+)'/g

const template = /`(?:\\.|[^`\\])*`/g

/** Every import of the TypeScript files in a folder; type errors on purpose (`test/type-errors`) left out. */
export function importsOf(root: string, folder: string): readonly Import[] {
  const files = globSync('**/*.{ts,tsx}', {
    cwd: join(root, folder),
    exclude: (name) => ['node_modules', 'dist', 'type-errors', 'fixtures'].includes(name),
  })
  return files.flatMap((file) => {
    // why: tests write source code between backticks; blanking it keeps the line numbers
    const text = readFileSync(join(root, folder, file), 'utf8').replaceAll(template, (each) =>
      each.replace(/[^\n]/g, ' '),
    )
    return [...text.matchAll(pattern)].map((match) => ({
      file: `${folder}/${file.replaceAll('\\', '/')}`,
      line: text.slice(0, match.index).split('\n').length,
      specifier: match[1] ?? '',
    }))
  })
}

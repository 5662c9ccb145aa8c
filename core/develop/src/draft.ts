import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { developErrors } from './errors.ts'

/** Files that are about to be written, seen as if they were there. Nothing is written before all of it is known to fit. */
export interface Draft {
  /** Text of a file, by its path from the root; undefined where there is none. */
  readonly read: (file: string) => string | undefined
  /** A file that is not there yet. Refuses with `file_taken`. */
  readonly add: (file: string, text: string) => void
  /** Changes a file that is there. */
  readonly change: (file: string, change: (text: string) => string) => void
  /** Formats and writes them all. Answers their paths from the root, new ones and changed ones apart. */
  readonly write: () => Promise<WrittenFiles>
}

export interface WrittenFiles {
  readonly added: readonly string[]
  readonly changed: readonly string[]
}

/** Opens a draft on the files below a folder. */
export function openDraft(root: string): Draft {
  const added = new Map<string, string>()
  const changed = new Map<string, string>()
  const onDisk = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined)
  const read = (file: string) => added.get(file) ?? changed.get(file) ?? onDisk(file)
  return {
    read,
    add: (file, text) => {
      if (read(file) !== undefined) throw developErrors('file_taken', { file })
      added.set(file, text)
    },
    change: (file, change) => {
      const before = read(file)
      if (before === undefined) throw developErrors('source_unreadable', { file, reason: 'it is not there' })
      const after = change(before)
      if (after !== before) (added.has(file) ? added : changed).set(file, after)
    },
    write: async () => {
      // why: a file that cannot be formatted is wrong, and then none is written
      const texts = await Promise.all(
        [...added, ...changed].map(async ([file, text]) => [file, await formatted(join(root, file), text)] as const),
      )
      for (const [file, text] of texts) {
        mkdirSync(dirname(join(root, file)), { recursive: true })
        writeFileSync(join(root, file), text)
      }
      return { added: [...added.keys()], changed: [...changed.keys()] }
    },
  }
}

const formatted = async (filepath: string, text: string) =>
  format(text, { ...(await resolveConfig(filepath)), filepath })

/** A path as it is written in a repository. */
export const slashed = (root: string, path: string): string => relative(root, path).split(sep).join('/')

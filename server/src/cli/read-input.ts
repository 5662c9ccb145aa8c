import { openAsBlob } from 'node:fs'
import { access, constants, readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { readJson, readText } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { parseShallow } from '../http/json-depth.ts'

function unreadable(file: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return serverErrors('file_unreadable', { file: file === '-' ? 'standard input' : file, reason })
}

/** A file, of which parts are read when they are wanted; what standard input has, for `-`, is held. Refuses with `file_unreadable`. */
export async function openInput(file: string): Promise<Blob> {
  try {
    if (file === '-') return new Blob([await buffer(process.stdin)])
    // why: a file that is not there is told only when it is read
    await access(file, constants.R_OK)
    return await openAsBlob(file)
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** Text of a file, or of standard input for `-`; lines end in `\n`. Refuses with `file_unreadable`, which names the line. */
export async function readInput(file: string): Promise<string> {
  try {
    return readText(file === '-' ? await buffer(process.stdin) : await readFile(file))
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** Reads JSON from `file`, or from its line `firstLine` on. Refuses with `file_unreadable`, which names the line. */
export function parseJson(content: string, file: string, firstLine = 1): unknown {
  try {
    return readJson(content, { firstLine, parse: (text) => parseShallow(text, bodyLimits.batch.levels) })
  } catch (error) {
    throw unreadable(file, error)
  }
}

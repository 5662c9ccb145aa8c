import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { readJson, readText } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { parseShallow } from '../http/json-depth.ts'

function unreadable(file: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return serverErrors('file_unreadable', { file: file === '-' ? 'standard input' : file, reason })
}

/** Bytes of a file as they are read, and again each time it is called; those of standard input for `-` are held. Refuses with `file_unreadable`. */
export async function openInput(file: string): Promise<() => AsyncIterable<Uint8Array> | readonly Uint8Array[]> {
  if (file !== '-') return () => chunksOf(file)
  const held = await buffer(process.stdin)
  return () => [held]
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>
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

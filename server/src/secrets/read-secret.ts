import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '@tessera/plugin-api/server'
import { serverErrors } from '../errors.ts'
import { isGuessable } from './guessable.ts'

/** Puts a new secret at `file` unless there is one; no process ever finds half of it there. */
function makeSecret(file: string): void {
  const whole = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const to = openSync(whole, 'wx', 0o600)
  try {
    writeSync(to, randomBytes(48).toString('base64url'))
    fsyncSync(to)
    // why: a link fails when another starter was faster; then theirs counts
    linkSync(whole, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(to)
    rmSync(whole, { force: true })
  }
}

function readFile(file: string): string | null {
  try {
    return readText(readFileSync(file)).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    // why: bytes that are no text are no secret either, and refused with the same advice
    if ((error as NodeJS.ErrnoException).code === 'text_unreadable') return ''
    // why: of a folder in its place, Node tells the reason without the name
    throw Object.assign(error as NodeJS.ErrnoException, { path: file })
  }
}

/**
 * The key sessions are signed with: the given one, else the one in the data directory, made when there is none. Refuses a file
 * that is empty, cut off or guessable with `secret_file_wrong`.
 */
export function readSecret(given: string | null, dataDir: string): string {
  if (given !== null) return given
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (readFile(file) === null) makeSecret(file)
  const secret = readFile(file) ?? ''
  if (isGuessable(secret)) throw serverErrors('secret_file_wrong', { file })
  return secret
}

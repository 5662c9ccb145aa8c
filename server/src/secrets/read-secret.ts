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

/**
 * Secrets the installation had before: those named, and the one made in the data directory when another is given now. A text with
 * spaces or commas counts as one secret and as a list of them.
 */
export function previousSecrets(config: {
  readonly secret: string | null
  readonly previousSecret: string | null
  readonly dataDir: string
}): readonly string[] {
  const { secret, previousSecret, dataDir } = config
  const named = previousSecret === null ? [] : secretsIn(previousSecret)
  const made = secret === null ? null : readFile(join(dataDir, 'secret'))
  return [...named, ...(made === null || made === '' ? [] : [made])]
}

/** The secrets a text may name: itself, and its parts. */
export function secretsIn(text: string): readonly string[] {
  return [...new Set([text, ...text.split(/[\s,]+/)])].filter((part) => part !== '')
}

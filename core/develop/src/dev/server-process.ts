import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

export interface ServerProcessOptions {
  /** Folder the server stands in. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A line it prints that is for people. */
  readonly said: (line: string) => void
  /** A file of ours it has loaded. */
  readonly loaded: (file: string) => void
}

/** One run of the server, from its start to its end. */
export interface ServerProcess {
  /** Where it answers; null when it ended before it did. */
  readonly ready: Promise<string | null>
  /** Resolves when it has ended, with its code. */
  readonly ended: Promise<number | null>
  /** The last lines it printed. */
  readonly lastWords: () => string
  /** Asks it to end, and makes it after a while. */
  readonly stop: () => Promise<void>
}

const patienceMs = 12_000
const ownWords = /^(Tessera starts on|Ready:)/

/** Starts the server in a process of its own, on a free port and without building pages. */
export function startServerProcess({ root, env, said, loaded }: ServerProcessOptions): ServerProcess {
  const preload = pathToFileURL(join(import.meta.dirname, 'report-files.ts')).href
  const child: ChildProcess = spawn(process.execPath, ['--import', preload, join(root, 'server/src/main.js')], {
    cwd: process.cwd(),
    env: { ...process.env, ...env, PORT: '0', TESSERA_PAGES: '0' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // why: Ctrl+C goes to all of a terminal's group, and a second signal would end the server at once
    detached: true,
  })
  const { promise: ready, resolve: answer } = Promise.withResolvers<string | null>()
  const words: string[] = []
  const hear = (line: string) => {
    const plain = stripVTControlCharacters(line).trimEnd()
    if (plain === '') return
    words.splice(0, words.length - 19)
    words.push(plain)
    const address = /^Ready: (\S+)/.exec(plain)?.[1]
    if (address) answer(new URL(address).origin)
    if (!ownWords.test(plain)) said(plain)
  }
  for (const stream of [child.stdout, child.stderr]) readLines(stream, hear)
  child.on('message', (message) => {
    const file: unknown = Object(message).file
    if (typeof file === 'string') loaded(file)
  })
  const ended = once(child, 'close').then(([code]) => {
    answer(null)
    return code as number | null
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const late = await Promise.race([ended.then(() => false), sleep(patienceMs, true, { ref: false })])
    if (late) child.kill('SIGKILL')
    await ended
  }
  return { ready, ended, lastWords: () => words.join('\n'), stop }
}

function readLines(stream: NodeJS.ReadableStream | null, hear: (line: string) => void): void {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
  stream?.on('end', () => hear(rest))
}

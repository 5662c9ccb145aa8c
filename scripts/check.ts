import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'

// The scripts of package.json put node_modules/.bin on the PATH.
const steps: readonly [name: string, command: string, ...args: string[]][] = [
  ['format', 'prettier', '--check', '--log-level=warn', '.'],
  ['lint', 'oxlint', '--deny-warnings', '--quiet'],
  ['types', 'tsc', '--project', 'tsconfig.json', '--pretty', 'false'],
  ['boundaries', 'node', 'scripts/boundaries.ts'],
  ['unused code', 'knip', '--no-progress', '--no-config-hints'],
]

async function run([name, command, ...args]: (typeof steps)[number]): Promise<boolean> {
  const start = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const ended = new Promise<number | Error | null>((resolve) => child.once('error', resolve).once('close', resolve))
  const [end, printed, told] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const ok = end === 0
  console.log(`${ok ? 'ok    ' : 'failed'}  ${name.padEnd(12)} ${seconds} s`)
  if (!ok) console.log(`${printed}${told}${end instanceof Error ? end.message : ''}`.trimEnd())
  return ok
}

// All run, so that one look tells everything there is to mend, and side by side, as the first takes as long as all others.
const passed = await Promise.all(steps.map(run))
process.exitCode = passed.every(Boolean) ? 0 : 1

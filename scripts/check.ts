import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'

// The scripts of package.json put node_modules/.bin on the PATH.
const steps: readonly [name: string, command: string, ...args: string[]][] = [
  ['format', 'prettier', '--check', '--log-level=warn', '.'],
  ['lint', 'oxlint', '--deny-warnings', '--quiet'],
  ['types', 'tsc', '--project', 'tsconfig.json', '--pretty', 'false'],
  ['boundaries', 'node', 'scripts/boundaries.ts'],
  ['unused code', 'knip', '--no-progress', '--no-config-hints'],
]

function run([name, command, ...args]: (typeof steps)[number]): boolean {
  const start = performance.now()
  const result = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const ok = result.status === 0
  console.log(`${ok ? 'ok    ' : 'failed'}  ${name.padEnd(12)} ${seconds} s`)
  if (!ok) console.log(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trimEnd())
  return ok
}

// All run, so that one look tells everything there is to mend.
const failed = steps.filter((step) => !run(step))
process.exitCode = failed.length === 0 ? 0 : 1

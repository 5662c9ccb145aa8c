import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

const source = new URL('../src/index.ts', import.meta.url).href

/** Arguments of Node for a program that has `openDatabase`. */
export const nodeArgs = (body: string): string[] => [
  '--input-type=module-typescript',
  '--eval',
  `import { openDatabase } from '${source}'\n${body}`,
]

/** A program that takes a data folder for itself, says its process number and holds it until it is killed. */
export const holding = (dataDir: string): string[] =>
  nodeArgs(`
    try {
      await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, exclusive: true })
      process.stdout.write('held ' + process.pid + '\\n')
      setInterval(() => {}, 1000)
    } catch (error) {
      process.stdout.write(error.code + '\\n')
    }`)

/** Starts a program; answers it with the first line that it says. */
export async function firstLine(command: string, args: readonly string[]): Promise<[ChildProcess, string]> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  return [child, said.split('\n')[0] ?? '']
}

/** Ends a program as a failing machine would. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** How to run a command as the first process of a namespace of its own, as in a container; null where that is not allowed. */
export const container: readonly string[] | null =
  spawnSync('unshare', ['--pid', '--fork', '--kill-child', 'true']).status === 0
    ? ['--pid', '--fork', '--kill-child']
    : null

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A server in a process of its own. */
export interface ServerProcess {
  readonly address: string
  /** Memory it holds now, in MiB; null where the system does not tell. */
  readonly residentMiB: () => number | null
  /** Seconds of CPU it took so far, all threads together; null where the system does not tell. */
  readonly cpuSeconds: () => number | null
  readonly stop: () => Promise<void>
}

/** Ticks of a second in /proc, the same on every Linux that Node runs on. */
const ticks = 100

export const productServer = join(import.meta.dirname, '../../../server/src/main.js')
export const floorServer = join(import.meta.dirname, '../floor/floor-server.ts')

/** Starts a server that prints `Ready: <address>`, and waits for it; by the Node of this process unless another is named. */
export async function startServer(
  file: string,
  env: Readonly<Record<string, string>>,
  node = process.execPath,
): Promise<ServerProcess> {
  const child = spawn(node, [file], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  let output = ''
  const address = await new Promise<string>((ready, fail) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /Ready: (\S+)/.exec(output)?.[1]
      if (found) ready(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => fail(new Error(`the server ended: ${output}`)))
  })
  const residentMiB = () => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
    } catch {
      return null
    }
  }
  const cpuSeconds = () => {
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / ticks
    } catch {
      return null
    }
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await exit
  }
  return { address, residentMiB, cpuSeconds, stop }
}

import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { LoadOrder, LoadReport } from './generator.ts'

/** A generator in a process of its own, so that it does not take the server's turn on the event loop. */
export interface Load {
  readonly run: (order: LoadOrder) => Promise<LoadReport>
  readonly stop: () => Promise<void>
}

/** Starts a generator. */
export function openLoad(): Load {
  const child: ChildProcess = fork(join(import.meta.dirname, 'generator.ts'))
  const exit = once(child, 'exit')
  const run = async (order: LoadOrder) => {
    child.send(order)
    const [answer] = (await once(child, 'message')) as [{ report?: LoadReport; error?: string }]
    if (!answer.report) throw new Error(answer.error ?? 'the generator gave no report')
    return answer.report
  }
  const stop = async () => {
    child.kill()
    await exit
  }
  return { run, stop }
}

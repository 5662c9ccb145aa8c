import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

/** Errors shown of one look; the rest is counted. */
const shown = 8

/** The compiler in the background. */
export interface TypeLooks {
  /** Looks at all types; once more when something changes meanwhile. */
  readonly look: () => void
  readonly end: () => void
}

/**
 * Says what is wrong with the types of a project, and that all is well once it is again.
 * `settleMs` is how long changes may follow each other before a look.
 */
export function lookAtTypes(root: string, say: (line: string) => void, settleMs = 500): TypeLooks {
  let wanted = false
  let looking = false
  let wasWell = false
  let compiler: ChildProcess | null = null

  const ask = async () => {
    // why: what has been looked at is kept, so that the next look takes seconds
    const kept = join(root, 'node_modules/.cache/tessera/types.tsbuildinfo')
    const args = ['--project', join(root, 'tsconfig.json'), '--noEmit', '--pretty', 'false']
    const child = spawn(join(root, 'node_modules/.bin/tsc'), [...args, '--incremental', '--tsBuildInfoFile', kept], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    compiler = child
    // why: the answer of a page matters more
    if (child.pid !== undefined) setPriority(child.pid, 10)
    const [printed, [, signal]] = await Promise.all([text(child.stdout), once(child, 'close')])
    return signal === null ? printed.split('\n').filter((line) => /error TS\d+:/.test(line)) : null
  }
  const tell = (errors: readonly string[]) => {
    for (const error of errors.slice(0, shown)) say(`types: ${error}`)
    if (errors.length > shown) say(`types: and ${errors.length - shown} more`)
    // why: that all is still well is no news
    if (errors.length === 0 && !wasWell) say('types: all is well')
    wasWell = errors.length === 0
  }
  const run = async () => {
    while (wanted) {
      wanted = false
      await sleep(settleMs)
      const errors = await ask()
      if (errors && !wanted) tell(errors)
    }
    looking = false
  }
  return {
    look: () => {
      wanted = true
      if (looking) return
      looking = true
      run().catch((error: unknown) => say(`types: the compiler cannot be started: ${Object(error).message}`))
    },
    end: () => {
      wanted = false
      compiler?.kill()
    },
  }
}

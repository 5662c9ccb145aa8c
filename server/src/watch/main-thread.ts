import { readFileSync } from 'node:fs'

/** What the system says of the main thread: the milliseconds of processor time it has had, and whether it wants more now. */
export interface MainThread {
  readonly usedMs: number
  readonly isRunnable: boolean
}

// why: the kernel counts in ticks of a hundredth of a second on every system Node runs on
const tickMs = 10

/** Null where the system does not tell. */
export function readMainThread(): MainThread | null {
  try {
    const stat = readFileSync(`/proc/${process.pid}/task/${process.pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { isRunnable: fields[0] === 'R', usedMs: (Number(fields[11]) + Number(fields[12])) * tickMs }
  } catch {
    return null
  }
}

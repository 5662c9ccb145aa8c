import { returnMemory } from './return-memory.ts'

/** A flood of events leaves as much room in the heap as this, in bytes, before it is worth giving back. */
const worthIt = 64 * 1024 * 1024
const quietMs = 2_000

/**
 * Gives memory back when a flood of events has passed: V8 would keep what it grew to. Call the answer whenever nothing waits any
 * more, with the bytes that came; it takes effect when it stays quiet for two seconds.
 */
export function memoryReturner(): (bytes: number) => void {
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  return (came) => {
    bytes += came
    clearTimeout(timer)
    if (bytes < worthIt) return
    timer = setTimeout(() => {
      bytes = 0
      returnMemory()
    }, quietMs)
    timer.unref()
  }
}

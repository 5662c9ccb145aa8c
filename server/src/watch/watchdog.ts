import { url as debuggerUrl } from 'node:inspector'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { observeEntries } from '@tessera/registry'
import { beatAt, heardAt, pluginAt, type Stuck, type WatchdogInput, type WatchedPlugin } from './watched.ts'

const beatMs = 500

export interface WatchdogOptions {
  /** Longest time the main thread may be kept from its work; 0 watches nothing. */
  readonly seconds: number
  readonly dataDir: string
  /** What `onStuck` does about a plugin, as the end of a sentence. */
  readonly next: string
  /** Called in the freed main thread. What was under way in it will never end: nothing but leaving is possible. */
  readonly onStuck: (stuck: Stuck) => void
}

export interface Watchdog {
  /** Names the plugins whose code is about to run. */
  readonly know: (plugins: readonly WatchedPlugin[]) => void
  readonly stop: () => Promise<void>
}

/**
 * Watches from another thread whether this one still turns. A plugin whose code never returns is found on the stack, named
 * and interrupted.
 */
export function startWatchdog({ seconds, dataDir, next, onStuck }: WatchdogOptions): Watchdog {
  // why: who stops at a breakpoint is not stuck
  if (seconds === 0 || debuggerUrl() !== undefined) return { know: () => {}, stop: async () => {} }
  const shared = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)
  const memory = new Int32Array(shared)
  const input: WatchdogInput = { shared, limitMs: seconds * 1000, dataDir, next }
  const cache = getCompileCacheDir()
  const worker = new Worker(new URL('./watchdog-worker.ts', import.meta.url), {
    workerData: input,
    execArgv: [],
    // why: a worker takes no part in this process's cache, and stripping the types of one small file costs 17 MB
    env: { ...process.env, ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) }) },
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  })
  // why: a watchdog that fails must not take the server with it
  worker.on('error', () => {})
  worker.on('message', (stuck: Stuck) => {
    Atomics.store(memory, heardAt, 1)
    onStuck(stuck)
  })
  worker.unref()
  const beat = setInterval(() => Atomics.add(memory, beatAt, 1), beatMs)
  beat.unref()
  let places = new Map<string, number>()
  observeEntries((plugin) => void Atomics.store(memory, pluginAt, plugin === undefined ? 0 : (places.get(plugin) ?? 0)))
  return {
    know: (plugins) => {
      places = new Map(plugins.map(({ id }, index) => [id, index + 1]))
      worker.postMessage(plugins.map(({ id, dir }) => ({ id, dir })))
    },
    stop: async () => {
      clearInterval(beat)
      await worker.terminate()
    },
  }
}

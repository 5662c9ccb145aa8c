import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

type EntryObserver = (plugin: string | undefined) => void
let observer: EntryObserver = () => {}
/** Plugin everything waits for, as all do while plugins start one after the other. */
let awaited: string | undefined

/** Has every entry into plugin code told, and with undefined every return to core's own. One observer per process. */
export function observeEntries(observe: EntryObserver): void {
  observer = observe
}

/** Runs plugin code so that whatever it starts, even a forgotten promise, is known to be that plugin's. */
export function runAs<T>(plugin: string, run: () => T): T {
  const before = current.getStore()
  observer(plugin)
  try {
    return current.run(plugin, run)
  } finally {
    observer(before ?? awaited)
  }
}

/** As `runAs`, for what everything else waits for: until it has ended, a standstill counts as this plugin's. */
export async function runAlone<T>(plugin: string, run: () => T | Promise<T>): Promise<T> {
  awaited = plugin
  try {
    return await runAs(plugin, run)
  } finally {
    awaited = undefined
    observer(undefined)
  }
}

/** Plugin whose code this call, or the promise an `unhandledRejection` handler got, comes from; undefined for core's own. */
export function pluginOfCurrentCall(): string | undefined {
  return current.getStore()
}

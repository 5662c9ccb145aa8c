import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<string>()

/** Runs plugin code so that whatever it starts, even a forgotten promise, is known to be that plugin's. */
export function runAs<T>(plugin: string, run: () => T): T {
  return current.run(plugin, run)
}

/** Plugin whose code this call, or the promise an `unhandledRejection` handler got, comes from; undefined for core's own. */
export function pluginOfCurrentCall(): string | undefined {
  return current.getStore()
}

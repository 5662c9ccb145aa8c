import { registryErrors } from '../errors.ts'

/** Waits for plugin code, but no longer than `ms`; then refuses with `step_too_slow`. */
export async function withinTime<T>(ms: number, step: string, run: () => T | Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(registryErrors('step_too_slow', { step, ms })), ms)
  try {
    return await Promise.race([run(), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

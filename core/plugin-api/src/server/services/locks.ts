/** How long a lock is waited for. */
export interface LockOptions {
  /** Longest wait for the lock, in milliseconds; 10,000 when left out, 0 does not wait. */
  readonly waitMs?: number
}

/** Locks of the plugin in this tenant, by names of its own. */
export interface Locks {
  /**
   * Runs a function while nobody else, on any server, runs one under the same name. No connection is held meanwhile. A lock whose holder
   * died is free after half a minute. The signal is aborted when the lock is lost to another holder, because this server or its
   * database stood still for that long; what the function answers is then refused with `lock_lost`. Refuses with `lock_taken` when it did not become
   * free in time. A function that takes the same lock again waits for itself.
   */
  readonly withLock: <T>(name: string, run: (signal: AbortSignal) => Promise<T>, options?: LockOptions) => Promise<T>
}

/** No timer of the platform takes more milliseconds: one that is told more fires at once. */
export const longestTimer = 2 ** 31 - 1

/** Waits so many milliseconds; rejects with the signal's reason when that comes first. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const leave = () => {
      clearTimeout(timer)
      fail(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave)
      done()
    }, ms)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}

/** Waits for work, and no longer than so many milliseconds; says whether the work ended. */
export async function waitFor(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), Math.min(ms, longestTimer))
  })
  try {
    return await Promise.race([work.then(() => true as const), late])
  } finally {
    clearTimeout(timer)
  }
}

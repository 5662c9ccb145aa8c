/** SIGHUP is what a terminal sends that is closed. */
const signals = { SIGTERM: 15, SIGINT: 2, SIGHUP: 1 } as const

/** Running requests may take 10 s, the database 5 s to close; then it is enough. */
const patienceMs = 20_000

/** The end of the process, once it has been asked for. */
export interface Ending {
  readonly isEnding: () => boolean
  /** Asks for it, as a signal does; says why. Asking again changes nothing. */
  readonly end: (why: string) => void
}

/**
 * Ends the process in good order when a signal asks for it, with 0. A second signal ends it at once, and so does patience that
 * ran out, with another code.
 */
export function endOnSignal(stop: () => Promise<void>): Ending {
  let isStopping = false
  const give = (line: string, code: number) => {
    process.stderr.write(`${line}\n`)
    process.exit(code)
  }
  const end = () => {
    isStopping = true
    setTimeout(() => give(`not everything had ended after ${patienceMs / 1000} s`, 1), patienceMs).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => give(error instanceof Error ? (error.stack ?? error.message) : String(error), 1),
    )
  }
  for (const signal of Object.keys(signals) as (keyof typeof signals)[]) {
    process.on(signal, () => {
      if (isStopping) give('ended at once, as asked a second time', 128 + signals[signal])
      end()
    })
  }
  const endFor = (why: string) => {
    if (isStopping) return
    process.stderr.write(`${why}\n`)
    end()
  }
  return { isEnding: () => isStopping, end: endFor }
}

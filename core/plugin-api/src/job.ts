import { freeze } from './freeze.ts'

/** A length of time: `30s`, `5m`, `2h`. */
export type Duration = `${number}${'s' | 'm' | 'h'}`

/** Something a plugin does in the background. What it does stands in the server door, under the same name. */
export interface JobSpec {
  readonly title: string
  /** What it is for, for the admin who looks at its runs. */
  readonly description?: string
  /** `tenant`: a run is for one tenant that has the plugin enabled. `installation`: a run is for all of it. */
  readonly per: 'tenant' | 'installation'
  /** When it runs by itself; without one only what enqueues it has it run. */
  readonly schedule?: {
    /** Five fields: minute, hour, day of month, month, weekday. To the minute. */
    readonly cron: string
    /** Zone they are read in: `tenant`, also when left out of a job per tenant, or an IANA name; UTC for the installation. */
    readonly zone?: string
  }
  /**
   * Tables that it follows: soon after rows of one were imported, written or deleted, or an import of it was undone, it runs for that
   * tenant. Own ones by their names, those of a plugin that `requires` names as `<plugin>.<table>`; not in jobs of the installation.
   */
  readonly follows?: readonly string[]
  /** Longest time of one try. Then its signal is aborted and the try has failed. */
  readonly timeout: Duration
  /** How often a failed run is tried again, after ever longer pauses; 3 when left out. */
  readonly retries?: number
  /** Its runs may ask for figures as single members of the tenant, with the rights of each; not in jobs of the installation. */
  readonly asPeople?: true
}

/** Declares a job. */
export function job<const J extends JobSpec>(spec: J): J {
  return freeze(spec)
}

const lengths = { s: 1, m: 60, h: 3_600 } as const

/** Seconds of a duration; NaN for what is none. */
export function secondsOf(duration: Duration): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(duration) ?? []
  return Number(count) * (lengths[unit as keyof typeof lengths] ?? Number.NaN)
}

import { secondsOf } from '@tessera/plugin-api'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

const dayInSeconds = 86_400

/** Every job has a title, a length and somebody who does it, and nobody does one that is not declared. */
export function checkJobs({ contract, server }: LoadedPlugin): void {
  const declared = contract.jobs ?? {}
  const done: Readonly<Record<string, unknown>> = server?.jobs ?? {}
  for (const [job, { title, per, schedule, timeout, retries, asPeople }] of Object.entries(declared)) {
    const wrong = (reason: string) => registryErrors('job_wrong', { job, reason })
    if (typeof title !== 'string' || title.trim() === '') throw wrong('it has no title')
    if (per !== 'tenant' && per !== 'installation') throw wrong(`'per' is '${String(per)}', not tenant or installation`)
    const seconds = typeof timeout === 'string' ? secondsOf(timeout) : Number.NaN
    if (!(seconds >= 1 && seconds <= dayInSeconds)) {
      throw wrong(`its timeout '${String(timeout)}' is none; write 30s, 5m or 2h, a day at most`)
    }
    if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0 && retries <= 20)) {
      throw wrong('its retries are no whole number from 0 to 20')
    }
    if (asPeople !== undefined && (asPeople !== true || per !== 'tenant')) {
      throw wrong("it acts as people of no tenant; 'asPeople' is true or left out, and goes with per: 'tenant'")
    }
    if (schedule !== undefined && String(schedule.cron).trim().split(/\s+/).length !== 5) {
      throw wrong(`its schedule '${String(schedule.cron)}' has not five fields: minute, hour, day, month, weekday`)
    }
    if (typeof done[job] !== 'function') throw wrong('nobody does it; add it under jobs of the server door')
  }
  const stray = Object.keys(done).find((job) => !Object.hasOwn(declared, job))
  if (stray !== undefined) {
    throw registryErrors('job_wrong', {
      job: stray,
      reason: 'it is not in the contract; declare it there with job({ … })',
    })
  }
}

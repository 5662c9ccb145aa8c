import { secondsOf, type JobSpec, type PluginSpec } from '@tessera/plugin-api'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { nearest } from '../model/nearest.ts'
import type { World } from '../model/world.ts'

const dayInSeconds = 86_400

/** What is wrong with the tables a job follows; null when nothing is. A table of a plugin that is not there may be named. */
function wrongFollows({ id, requires, tables = {} }: PluginSpec, { per, follows = [] }: JobSpec, world: World) {
  if (!Array.isArray(follows)) return "'follows' is no list; write follows: ['<table>']"
  if (follows.length > 0 && per !== 'tenant') return "it follows tables of no tenant; 'follows' goes with per: 'tenant'"
  for (const named of follows.map(String)) {
    const [owner, table] = named.includes('.') ? named.split('.', 2) : [id, named]
    if (owner !== id && requires?.[String(owner)] === undefined) {
      return `it follows '${named}', and '${owner}' is not under 'requires'; add it there`
    }
    const there = owner === id ? tables : world.contract(String(owner))?.tables
    if (there === undefined && !world.contract(String(owner))) continue
    const names = Object.keys(there ?? {})
    if (names.includes(String(table))) continue
    const meant = nearest(String(table), names)
    return `it follows '${named}', and there is no such table that is imported${meant === null ? '' : `; did you mean '${meant}'?`}`
  }
  return null
}

/** Every job has a title, a length and somebody who does it, and nobody does one that is not declared. */
export function checkJobs({ contract, server }: LoadedPlugin, world: World): void {
  const declared = contract.jobs ?? {}
  const done: Readonly<Record<string, unknown>> = server?.jobs ?? {}
  for (const [job, spec] of Object.entries(declared)) {
    const { title, per, schedule, timeout, retries, asPeople } = spec
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
    const follows = wrongFollows(contract, spec, world)
    if (follows !== null) throw wrong(follows)
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

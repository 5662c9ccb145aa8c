import type { JobHandlers } from '@tessera/plugin-api/server'
import { z } from 'zod'
import type { plugin } from '../plugin.ts'
import { lastDayBefore } from './reckon/days-of.ts'
import { keepDays } from './reckon/keep-days.ts'

type Jobs = JobHandlers<typeof plugin>['jobs']

const asked = z.object({ days: z.int().min(1).max(400).optional() }).catch({})

const work =
  (usual: number): Jobs['nightly'] =>
  async (run) => {
    const { days = usual } = asked.parse(run.input)
    const rows = await keepDays(run, { days, signal: run.signal, progress: (share) => run.progress(share) })
    await run.progress(1, rows === 0 ? 'Nothing has changed' : `${rows} rows written`)
    const date = lastDayBefore(run.clock.now(), run.tenant.timeZone).toString()
    if (rows > 0) await run.live.publish('health_changed', { date })
  }

/** What the jobs of the contract do. Each may be begun twice: what is there already causes no write. */
export const jobs: Jobs = { nightly: work(7), refresh: work(1) }

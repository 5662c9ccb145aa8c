import type { Asked, Gathered } from './asked.ts'
import { gatherDevices, type Devices } from './gather-devices.ts'
import { gatherEngagements, type Engaged } from './gather-engagements.ts'
import { gatherMeasurements } from './gather-measurements.ts'
import { gatherPeople, type Involved } from './gather-people.ts'
import { gatherRevenue, type Revenue } from './gather-revenue.ts'
import { readRecords } from './read-records.ts'
import { gatherGoals, type Reached } from './gather-goals.ts'
import { gatherSignals, type Signalled } from './gather-signals.ts'
import { gatherSupport, type Supported } from './gather-support.ts'
import { gatherFeatures, gatherUse, readCoreFeatures, type FeatureUse, type Used } from './gather-use.ts'
import type { Sources } from './sources.ts'

/** All that is known of accounts, by account and day. */
export interface Known {
  readonly sources: Sources
  readonly recordsSignals: boolean
  readonly recordsEngagements: boolean
  readonly coreFeatures: readonly (string | null)[]
  readonly engagements: Gathered<Engaged>
  readonly people: Gathered<Involved>
  readonly signals: Gathered<Signalled>
  readonly goals: Gathered<Reached>
  readonly measurements: Gathered<Readonly<Record<string, number>>>
  readonly devices: Gathered<Devices>
  readonly use: Gathered<Used>
  readonly features: Gathered<readonly FeatureUse[]>
  readonly support: Gathered<Supported>
  readonly revenue: Gathered<Revenue>
}

const nothing = new Map<string, never>()

/** Gathers all that is known, of plugins that are not there nothing. One statement after the other, for they share a transaction. */
export async function gather(asked: Asked, sources: Sources): Promise<Known> {
  return {
    sources,
    ...(await readRecords(asked)),
    engagements: await gatherEngagements(asked),
    people: await gatherPeople(asked),
    signals: await gatherSignals(asked),
    goals: await gatherGoals(asked),
    measurements: await gatherMeasurements(asked),
    devices: await gatherDevices(asked),
    coreFeatures: sources.product ? await readCoreFeatures(asked) : [],
    use: sources.product ? await gatherUse(asked) : nothing,
    features: sources.product ? await gatherFeatures(asked) : nothing,
    support: sources.support ? await gatherSupport(asked) : nothing,
    revenue: sources.revenue ? await gatherRevenue(asked) : nothing,
  }
}

import type { EventType } from '@tessera/plugin-api/server'
import type { Skipped } from '../discovery/candidates.ts'
import { createBoardBook, type BoardBook } from './boards.ts'
import { gatherContributions, type ContributionBook } from './contributions.ts'
import { createMetricBook, type MetricBook } from './metric-model.ts'
import { createSegmentBook, type SegmentBook } from './segments.ts'
import { createPageBook, type PageBook } from './pages.ts'
import type { PluginSet } from './plugin-set.ts'
import { createRightBook, type RightBook } from './rights.ts'

/** An event type and the plugin that declares it. */
export interface RegisteredEvent {
  readonly plugin: string
  readonly type: EventType
}

/** Everything running plugins declare. Each view is live: what a plugin added is gone once the plugin has failed. */
export interface Registry extends PluginSet, MetricBook, SegmentBook, BoardBook, ContributionBook, RightBook, PageBook {
  /** Ids of plugins the installation cannot do without. */
  readonly required: readonly string[]
  /** What lies where plugins lie and is none. */
  readonly skipped: readonly Skipped[]
  /** Event types by event name. */
  readonly eventTypes: () => ReadonlyMap<string, RegisteredEvent>
}

/** Puts the views over a set of checked plugins together. */
export function createRegistry(set: PluginSet, required: readonly string[], skipped: readonly Skipped[]): Registry {
  const contributions = gatherContributions(set)
  const eventTypes = () =>
    new Map(
      set
        .plugins()
        .flatMap(({ id, server }) =>
          Object.entries(server?.events ?? {}).map(([name, type]) => [name, { plugin: id, type }] as const),
        ),
    )
  const views = {
    ...createMetricBook(set, contributions.contributions),
    ...createSegmentBook(set),
    ...createBoardBook(set),
    ...createRightBook(set),
    ...createPageBook(set),
    ...contributions,
  }
  return {
    ...set,
    get order() {
      return set.order
    },
    ...views,
    required,
    skipped,
    eventTypes,
  }
}

import { LRUCache } from 'lru-cache'
import { factOf, type Fact } from '@tessera/plugin-api/server'
import { newTrace, type Trace } from '../cache/reads.ts'
import type { Lives } from '../compile/fill.ts'
import type { SqlStatement, TenantStatements } from '../tenant-database.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import type { RollupDefinition } from '../rollup-definition.ts'
import { readRollupView } from '../rollup/read-rollup-view.ts'
import { readLives } from './read-lives.ts'
import { readSettings } from './read-settings.ts'
import { readTargets } from './read-targets.ts'
import type { SettingsSet } from '../resolve/resolve-rules.ts'

/** How a tenant's data stand: what must be known of them before a statement over them can be written. */
export interface Standing {
  readonly rollups: ResolvedQuery['rollups']
  readonly lives: Lives
  /** What admins set, by plugin; empty for questions without rules. */
  readonly settings: SettingsSet
  readonly setTargets: ResolvedQuery['setTargets']
  /** Tables this was read from: an answer that rests on it rests on them. */
  readonly reads: ReadonlySet<string>
}

/** Whose data a question is about, and what may be used to answer it. */
export interface StandingOf {
  readonly query: ResolvedQuery
  readonly tenantId: string
  /** `off` leaves rollups out. */
  readonly rollups: readonly RollupDefinition[] | 'off'
}

/** Remembers how data stood, by their version: who finds the same version in a transaction knows how they stand there. */
export interface Standings {
  /** The standing at a version, if it is known. */
  readonly at: (version: string, of: StandingOf) => Standing | null
  /** Reads it in a transaction, and keeps it with the version found there once it is known what was read. */
  readonly read: (statements: TenantStatements, of: StandingOf, trace?: Trace) => Promise<Standing>
  /** Whether a transaction sees the version. To be called before its last statement. */
  readonly holds: (statements: TenantStatements, version: string, tenantId: string) => Promise<boolean>
}

const mostKept = 1_000
/** As for answers: bounds what SQL written by hand past the product can leave stale. */
const longestMs = 60_000

const numbers = new WeakMap<Fact, number>()
let count = 0

function numberOf(fact: Fact): number {
  const number = numbers.get(fact) ?? (count += 1)
  numbers.set(fact, number)
  return number
}

/** Makes the memory of one engine. Without a statement that tells versions nothing is remembered. */
export function createStandings(versionStatement?: (tenantId: string) => SqlStatement): Standings {
  const kept = new LRUCache<string, Standing>({ max: mostKept, ttl: longestMs, ttlResolution: 100 })
  const keyOf = (version: string, { query, tenantId, rollups }: StandingOf) => {
    const facts = new Set(query.measures.map(({ source }) => numberOf(factOf(source))))
    const { timeZone } = query.time.calendar
    return [tenantId, version, timeZone, rollups === 'off' ? 'off' : 'auto', query.rules.length > 0, ...facts].join(' ')
  }
  const versionIn = async ({ run }: TenantStatements, tenantId: string): Promise<string | null> => {
    if (!versionStatement) return null
    const [row] = await run(versionStatement(tenantId), { prepared: true })
    return (row?.['version'] as string | null | undefined) ?? null
  }
  return {
    at: (version, of) => kept.get(keyOf(version, of)) ?? null,
    read: async (statements, of, trace = newTrace()) => {
      const { query, tenantId } = of
      // why: none needs another, so they travel together
      const [version, rollups, lives, settings, setTargets] = await Promise.all([
        versionIn(statements, tenantId),
        of.rollups === 'off' ? ('off' as const) : readRollupView(statements, { ...query, tenantId }, of.rollups),
        readLives(statements, query, tenantId),
        query.rules.length === 0 ? {} : readSettings(statements, tenantId),
        readTargets(statements, tenantId),
      ])
      const standing = { rollups, lives, settings, setTargets, reads: trace.tables }
      if (version !== null) trace.whenKnown.push(() => kept.set(keyOf(version, of), standing))
      return standing
    },
    holds: async (statements, version, tenantId) => (await versionIn(statements, tenantId)) === version,
  }
}

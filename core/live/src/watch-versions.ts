import type { Database, TableVersions } from '@tessera/database'

/** What has changed in a tenant since it was last told. */
export interface DataChange {
  /** Names the state now; see `Database.dataVersion`. */
  readonly version: string
  /** Tables that were written, as `schema.table`; null where it may be any. */
  readonly tables: readonly string[] | null
}

/** Hears what changes in tenants, whoever writes: this process, another server, a command. */
export interface VersionWatch {
  /** Answers how things stand, and tells every change from there on until it is stopped. */
  readonly watch: (
    tenantId: string,
    heard: (change: DataChange) => void,
  ) => Promise<{ readonly version: string; readonly stop: () => void }>
  readonly close: () => void
}

interface Watched {
  readonly heard: Set<(change: DataChange) => void>
  known: TableVersions
}

/** Time between two looks. One statement looks after all tenants that somebody watches; none is sent while nobody does. */
const usualPauseMs = 300

function changeBetween(before: TableVersions, after: TableVersions): DataChange {
  const { version, whole, tables } = after
  if (whole !== before.whole) return { version, tables: null }
  return { version, tables: Object.keys(tables).filter((table) => tables[table] !== before.tables[table]) }
}

/** Makes the watch of one process. */
export function watchVersions(
  database: Pick<Database, 'dataVersion' | 'tableVersions'>,
  { pauseMs = usualPauseMs, onTrouble = () => {} }: { pauseMs?: number; onTrouble?: (error: unknown) => void } = {},
): VersionWatch {
  const watched = new Map<string, Watched>()
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  const lookAt = async (tenantId: string, tenant: Watched) => {
    if ((await database.dataVersion(tenantId)) === tenant.known.version) return
    const now = await database.tableVersions(tenantId)
    const change = changeBetween(tenant.known, now)
    tenant.known = now
    if (change.tables?.length === 0) return
    for (const heard of tenant.heard) heard(change)
  }
  const look = async () => {
    const looks = await Promise.allSettled([...watched].map(([id, tenant]) => lookAt(id, tenant)))
    const failed = looks.find((one) => one.status === 'rejected')
    // why: the next look finds what this one missed
    if (failed) onTrouble(failed.reason)
    timer = null
    schedule()
  }
  const schedule = () => {
    if (timer || isClosed || watched.size === 0) return
    timer = setTimeout(() => void look(), pauseMs)
    timer.unref()
  }

  return {
    watch: async (tenantId, heard) => {
      const known = watched.get(tenantId)?.known ?? (await database.tableVersions(tenantId))
      const tenant = watched.get(tenantId) ?? { heard: new Set(), known }
      watched.set(tenantId, tenant)
      // why: the same function may be given twice, and is stopped one by one
      const own = (change: DataChange) => heard(change)
      tenant.heard.add(own)
      schedule()
      return {
        version: tenant.known.version,
        stop: () => {
          tenant.heard.delete(own)
          if (tenant.heard.size === 0 && watched.get(tenantId) === tenant) watched.delete(tenantId)
        },
      }
    },
    close: () => {
      isClosed = true
      if (timer) clearTimeout(timer)
      watched.clear()
    },
  }
}

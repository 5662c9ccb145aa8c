import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../../test/infra/postgres.ts'

/** A PostgreSQL server the benchmark may create databases on. */
export interface Cluster {
  /** Connection string of a superuser. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Settings of a server of the benchmark's own: everything in memory, no compiler that starts in the middle of a figure. */
const settings = {
  shared_buffers: '1GB',
  jit: 'off',
  max_wal_size: '4GB',
  maintenance_work_mem: '512MB',
  checkpoint_timeout: '1h',
}

/** The server that `DATABASE_URL_BENCH` names, else one of its own; its files are kept when asked. */
export async function openCluster(options: { readonly keep: boolean }): Promise<Cluster> {
  const given = process.env['DATABASE_URL_BENCH']
  if (given) return { url: given, stop: async () => {} }
  return startPostgres({ settings, ...(options.keep ? { home: join(tmpdir(), 'tessera-bench') } : {}) })
}

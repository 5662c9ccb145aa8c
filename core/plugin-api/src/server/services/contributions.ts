import type { z } from 'zod'
import type { ServerContribution } from '../../extension-point.ts'

/** A live view over the contributions to one extension point, narrowed to plugins that are running. */
export interface Contributions {
  /** Data by key, as the point's schema gives it. */
  readonly data: <Data>(point: {
    readonly id: string
    readonly schema?: z.ZodType<Data>
  }) => ReadonlyMap<string, { readonly from: string; readonly data: Data }>
  /** Server parts by key, of the type the point names. */
  readonly server: <Server>(point: {
    readonly id: string
    server?(key: string, server: Server): ServerContribution
  }) => ReadonlyMap<string, { readonly from: string; readonly server: Server }>
}

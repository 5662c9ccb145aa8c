import type { z } from 'zod'

/** The settings of a plugin as its code reads them: every field has a value, the default where an admin set none. */
export type SettingsOf<P> = P extends { readonly settings: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : Readonly<Record<never, never>>

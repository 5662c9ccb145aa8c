import type { z } from 'zod'
import type { SecretKey } from './secret.ts'

type Open<Values> = [SecretKey<Values>] extends [never] ? Values : Omit<Values, SecretKey<Values>>

/** The settings of a plugin as its code reads them: every field has a value, the default where an admin set none. Secrets are none of them. */
export type SettingsOf<P> = P extends { readonly settings: infer Schema extends z.ZodType }
  ? Open<z.output<Schema>>
  : Readonly<Record<never, never>>

import { z } from 'zod'

/** A value that is kept sealed and that only the plugin's server code reads. */
export interface SecretSpec {
  readonly title: string
  /** Where an admin finds it, or what it must be allowed to do. */
  readonly description?: string
  /** Longest it may be, in characters; 8192 when left out. */
  readonly maxLength?: number
}

/**
 * Declares a secret among the `settings` of a contract: a token, a password, a key. Admins set and replace it on the page of the plugin,
 * nobody sees it again, and server code has it as `secrets.read('<name>')`. It is always optional, and stands in none of the settings
 * that code and pages read.
 */
export function secret({ title, description, maxLength = 8192 }: SecretSpec) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .meta({ title, ...(description === undefined ? {} : { description }), writeOnly: true })
    .brand<'secret'>()
    .optional()
}

/** Whether a field of settings is a secret, however it is wrapped. */
export function isSecret(field: z.ZodType): boolean {
  const { innerType } = field.def as { readonly innerType?: z.ZodType }
  return field.meta()?.['writeOnly'] === true || (innerType !== undefined && isSecret(innerType))
}

type Secret<Value> = NonNullable<Value> extends z.core.$brand<'secret'> ? true : false

/** Names of the secrets among values of settings. */
export type SecretKey<Values> = Extract<
  { [Name in keyof Values]-?: Secret<Values[Name]> extends true ? Name : never }[keyof Values],
  string
>

/** Names of a plugin's secrets. */
export type SecretName<P> = P extends { readonly settings: infer Schema extends z.ZodType }
  ? SecretKey<z.output<Schema>>
  : never

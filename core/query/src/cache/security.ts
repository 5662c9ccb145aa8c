import type { QueryContext } from '../query-context.ts'
import { queryErrors } from '../errors.ts'
import { canonical } from './canonical.ts'

declare const secured: unique symbol

/** The whole security context of a question as one text. Made by `securityOf` alone; no key can be built without it. */
export type Security = string & { readonly [secured]: true }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Everything an answer may depend on besides question and data: all fields of the context, those added later included.
 * Left out are only the two that say nothing about rights. Refuses with `no_context` a context without tenant or plugins.
 */
export function securityOf(context: QueryContext): Security {
  const { signal: _, dataVersion: __, ...all } = context
  if (!uuid.test(context.tenant?.id ?? '') || !(context.plugins instanceof Set)) throw queryErrors('no_context', {})
  return canonical(all) as Security
}

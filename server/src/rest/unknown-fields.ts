import { pluginErrors } from '@tessera/plugin-api'
import type { AnyTRPCProcedure } from '@trpc/server'
import type { z } from 'zod'

/** A field that no schema names, and those that stand where it does. */
interface UnknownField {
  readonly path: string
  readonly known: readonly string[]
}

const mostFound = 20

/** The schema inside of what only says whether a value may be left out, or what follows when it is. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if ('innerType' in def) return inner(def.innerType)
  return def.type === 'pipe' ? inner(def.in) : schema
}

function* unknownIn(schemas: readonly z.core.$ZodType[], value: unknown, path: string): Generator<UnknownField> {
  if (typeof value !== 'object' || value === null) return
  const defs = schemas.map((schema) => (inner(schema) as z.core.$ZodTypes)._zod.def)
  const [first] = defs
  if (first?.type === 'array' && Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* unknownIn([first.element], item, `${path}${at}.`)
    return
  }
  const shapes = defs.flatMap((def) => (def.type === 'object' && !takesMore(def) ? [def.shape] : []))
  // why: lists of values, records and alternatives say themselves what they do not take
  if (Array.isArray(value) || shapes.length < defs.length) return
  for (const [name, held] of Object.entries(value)) {
    const fields = shapes.flatMap((shape) => (Object.hasOwn(shape, name) ? [shape[name] as z.core.$ZodType] : []))
    if (fields.length === 0) yield { path: `${path}${name}`, known: shapes.flatMap(Object.keys) }
    else yield* unknownIn(fields, held, `${path}${name}.`)
  }
}

/** Whether an object may hold fields that its shape does not name. */
function takesMore({ catchall }: z.core.$ZodObjectDef): boolean {
  return catchall !== undefined && catchall._zod.def.type !== 'never'
}

/**
 * Refuses an input with fields that the procedure does not know, with `input_invalid`: a name that is misspelt is asked for as much as
 * one that is not. Names of the path are told by the path.
 */
export function assertKnownFields(procedure: AnyTRPCProcedure, input: unknown, ofPath: readonly string[]): void {
  const found: UnknownField[] = []
  const inputs = procedure._def.inputs as readonly unknown[] as readonly z.core.$ZodType[]
  if (inputs.length === 0) {
    for (const path of Object.keys(Object(input) as object)) found.push({ path, known: [] })
  } else {
    for (const one of unknownIn(inputs, input, '')) if (found.push(one) === mostFound) break
  }
  if (found.length === 0) return
  const issues = found.map(({ path, known }) => {
    const names = [...new Set(known)].filter((name) => path.includes('.') || !ofPath.includes(name)).toSorted()
    const message =
      names.length === 0 ? 'nothing is taken here; leave it out' : `is not known; write one of: ${names.join(', ')}`
    return { path, message }
  })
  const [first] = issues
  throw pluginErrors('input_invalid', { first: `${first?.path}: ${first?.message}` }, issues)
}

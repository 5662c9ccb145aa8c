import { z } from 'zod'

/** A schema that says in OpenAPI what an answer looks like, without checking again what the types have proven. */
export function answer<T>(shape: z.ZodType): z.ZodType<T> {
  const { $schema: _, ...override } = z.toJSONSchema(shape, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  })
  return z.custom<T>().meta({ override: override as Record<string, unknown> })
}

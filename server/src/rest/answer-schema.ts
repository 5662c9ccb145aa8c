import { z } from 'zod'

/** A schema that says in OpenAPI what an answer looks like, without checking again what the types have proven. */
export function answer<T>(shape: z.ZodType): z.ZodType<T> {
  // why: within another, a shape that contains itself gets a name; alone it would say `#`, which is the whole description
  const { properties, $defs } = z.toJSONSchema(z.object({ answer: shape }), {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  })
  const override = { ...Object(properties?.['answer']), ...($defs ? { $defs } : {}) }
  return z.custom<T>().meta({ override })
}

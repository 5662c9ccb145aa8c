import type { z } from 'zod'

/** Values that fields of many kinds take; a field gets the first that its schema accepts. */
const usual = (title: string): readonly unknown[] => [
  title,
  title.toLowerCase(),
  '#1a73e8',
  'https://example.com',
  'someone@example.com',
  '2026-01-01',
  1,
  0,
  false,
  [],
  {},
]

type Described = z.ZodType & { readonly shape?: Record<string, z.ZodType>; readonly options?: readonly unknown[] }

/** A value with everything a schema asks for and nothing more; undefined where none of the usual values fits. */
export function sampleOf(schema: z.ZodType, title: string): unknown {
  const { shape, options = [] } = schema as Described
  if (shape) {
    const entries = Object.entries(shape)
      .filter(([, field]) => !field.safeParse(undefined).success)
      .map(([name, field]) => [name, sampleOf(field, title)] as const)
    return Object.fromEntries(entries)
  }
  return [...options, ...usual(title)].find((value) => schema.safeParse(value).success)
}

import { z } from 'zod'
import type { FormField } from './wire/form-field.ts'

interface Described {
  readonly type?: string
  readonly format?: string
  readonly title?: string
  readonly description?: string
  readonly units?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly unknown[]
  readonly writeOnly?: boolean
}

// why: whole numbers of JSON Schema are bounded by what a number holds exactly, which says nothing to a reader
const said = (bound: number | undefined) =>
  bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? null : bound

const kindOf = ({ type, format, enum: choices, writeOnly }: Described): FormField['kind'] => {
  if (writeOnly) return 'secret'
  if (choices) return 'choice'
  if (type === 'integer' || type === 'number' || type === 'boolean') return type
  if (type !== 'string') return 'json'
  return format === 'date' ? 'date' : 'text'
}

/** The fields of an object as a form shows them, in the order they are declared: title, description and `units` of each part's `meta`. */
export function formFields(schema: z.ZodObject): FormField[] {
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).map(([name, part]) => {
    const described = z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' }) as Described
    const left = part.safeParse(undefined)
    return {
      name,
      kind: kindOf(described),
      title: described.title ?? name,
      description: described.description ?? '',
      unit: described.units ?? null,
      least: said(described.minimum),
      most: said(described.maximum),
      choices: (described.enum ?? []).map(String),
      required: !left.success,
      usual: left.data ?? null,
    }
  })
}

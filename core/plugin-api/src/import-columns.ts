import { z } from 'zod'
import type { ImportableSpec } from './importable.ts'
import type { ImportColumn, ImportKind } from './wire/import-column.ts'

interface Def {
  readonly type: string
  readonly format?: string
  readonly local?: boolean
  readonly innerType?: z.ZodType
}

const wrappers = new Set(['optional', 'nullable', 'default', 'prefault', 'readonly', 'nonoptional'])

function unwrapped(part: z.ZodType): z.ZodType {
  const { type, innerType } = part.def as Def
  return innerType !== undefined && wrappers.has(type) ? unwrapped(innerType) : part
}

function kindOf(part: z.ZodType): ImportKind | null {
  const { type, format, local } = part.def as Def
  if (type === 'boolean') return 'boolean'
  if (type === 'enum' || type === 'literal') return choicesOf(part).length > 0 ? 'choice' : null
  if (type === 'number') return (part as z.ZodNumber).isInt ? 'integer' : 'number'
  if (type !== 'string') return null
  if (format === 'datetime') return local ? null : 'instant'
  if (format === 'date') return 'date'
  return format === 'uuid' || format === 'guid' ? 'id' : 'text'
}

const isWhose = (idOf: unknown) => idOf === 'user' || idOf === 'account'

function choicesOf(part: z.ZodType): readonly string[] {
  const values: readonly unknown[] =
    part instanceof z.ZodEnum ? part.options : part instanceof z.ZodLiteral ? [...part.values] : []
  return values.every((value) => typeof value === 'string') ? values : []
}

/** A column, of which only the kind may be unknown: then it cannot be imported. */
type FoundColumn = Omit<ImportColumn, 'kind'> & { readonly kind: ImportKind | null }

/** The columns of a table that is imported, in the order they are declared. `kind` is null for a schema that says no plain value. */
export function importColumns({ columns, key }: Pick<ImportableSpec, 'columns' | 'key'>): FoundColumn[] {
  return Object.entries(columns.shape as Readonly<Record<string, z.ZodType>>).map(([name, part]) => {
    const inner = unwrapped(part)
    const { title, description, idOf } = { ...inner.meta(), ...part.meta() }
    const left = part.safeParse(undefined)
    return {
      name,
      kind: isWhose(idOf) && kindOf(inner) === 'text' ? 'id' : kindOf(inner),
      title: title ?? name,
      description: description ?? '',
      isKey: key.includes(name),
      required: !left.success,
      nullable: (left.success && (left.data ?? null) === null) || part.safeParse(null).success,
      choices: choicesOf(inner),
      ...(isWhose(idOf) ? { idOf } : {}),
    }
  })
}

import type { DimensionSpec } from '@tessera/plugin-api'
import type { Contributions } from '@tessera/plugin-api/server'
import { z } from 'zod'

interface ValueNames {
  readonly labels: Readonly<Record<string, string>>
  readonly colors: Readonly<Record<string, string>>
}

const keyed = z.looseObject({ key: z.string(), title: z.string(), color: z.string().optional() })

/** Where a dimension's labels come from: a point's contributions, or a list each of them carries (`point#list`). */
export function labelSource(labelsFrom: string): { readonly point: string; readonly list: string | null } {
  const [point = '', list = null] = labelsFrom.split('#')
  return { point, list }
}

/** Names and colours of a dimension's values. What the dimension itself declares wins; of two contributors, the one that started first. */
export function valueNames(spec: DimensionSpec, contributions: Contributions): ValueNames {
  const labels: Record<string, string> = { ...spec.labels }
  const colors: Record<string, string> = { ...spec.colors }
  for (const { key, title, color } of spec.labelsFrom ? contributedNames(spec.labelsFrom, contributions) : []) {
    labels[key] ??= title
    if (color) colors[key] ??= color
  }
  return { labels, colors }
}

function contributedNames(labelsFrom: string, contributions: Contributions): z.infer<typeof keyed>[] {
  const { point, list } = labelSource(labelsFrom)
  const contributed = [...contributions.data<Readonly<Record<string, unknown>>>({ id: point })]
  if (list === null) return contributed.flatMap(([key, { data }]) => parsed(keyed, { ...data, key }))
  return contributed.flatMap(([, { data }]) => {
    const items = data[list]
    return Array.isArray(items) ? items.flatMap((item) => parsed(keyed, item)) : []
  })
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T[] {
  const result = schema.safeParse(value)
  return result.success ? [result.data] : []
}

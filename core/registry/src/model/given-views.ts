import type { PluginSpec } from '@tessera/plugin-api'

/** Views a contract gives to the unified layer: by their name there, the name they are published under. */
export function givenViews({
  unified,
}: Pick<PluginSpec, 'unified'>): readonly (readonly [name: string, published: string])[] {
  const { views = [] } = unified ?? {}
  return Array.isArray(views) ? views.map((name: string) => [name, name] as const) : Object.entries(views)
}

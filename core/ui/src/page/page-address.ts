import type { PageSpec, PathParams } from '@tessera/plugin-api'

/** A plugin with pages. */
export interface PluginWithPages {
  readonly id: string
  readonly pages?: Readonly<Record<string, PageSpec>>
}

/** Names of a plugin's pages. */
export type PageName<P extends PluginWithPages> = Extract<keyof NonNullable<P['pages']>, string>

/** What the address of a page needs. */
export type ParamsOf<P extends PluginWithPages, Name extends PageName<P>> = NonNullable<P['pages']>[Name] extends {
  readonly path: infer Path extends string
}
  ? PathParams<Path>
  : never

/** Where a page of a plugin lies below the tenant's place: its path with the parameters filled in, the last left out where it is not given. */
export function pageAddress<P extends PluginWithPages, Name extends PageName<P>>(
  plugin: P,
  page: Name,
  params: ParamsOf<P, Name>,
): string {
  const given = new Map(Object.entries(params as Readonly<Record<string, string | undefined>>))
  const path = plugin.pages?.[page]?.path ?? ''
  const steps = path.split('/').flatMap((step) => {
    if (!step.startsWith(':')) return [step]
    const value = given.get(step.replace(/^:|\?$/g, ''))
    if (value !== undefined && value !== '') return [encodeURIComponent(value)]
    if (step.endsWith('?')) return []
    throw new Error(`page '${plugin.id}.${page}' needs '${step.slice(1)}' for its address`)
  })
  return ['/p', plugin.id, ...steps].join('/')
}

import { freeze } from './freeze.ts'
import type { Icon } from './icon.ts'

/** A page of a plugin. What it draws is loaded by the web door, under the same name. */
export interface PageSpec {
  readonly title: string
  /** Below `/p/<plugin>/`: words and `:parameters`, the last with `?` where it may be left out, as `deals/:dealId?`. */
  readonly path: string
  readonly icon?: Icon
  /** Shows it in navigation, the smallest order first. Left out: it is reached by links and the palette. */
  readonly nav?: { readonly order: number }
  /** Right one needs to see it: one of `permissions`, or one of core's; `metrics:read` when left out. */
  readonly needs?: string
}

/** Declares a page. */
export function page<const P extends PageSpec>(spec: P): P {
  return freeze(spec)
}

type Parameter<Step extends string> = Step extends `:${infer Name}?`
  ? { readonly [N in Name]?: string }
  : Step extends `:${infer Name}`
    ? { readonly [N in Name]: string }
    : unknown

/** Parameters of the address of a page, by the names in its path. */
export type PathParams<Path extends string> = string extends Path
  ? Readonly<Record<string, string>>
  : Path extends `${infer Step}/${infer Rest}`
    ? Parameter<Step> & PathParams<Rest>
    : Parameter<Path>

import type { z } from 'zod'
import type { builtInViews, BuiltInView } from './views/built-in.ts'

/** Views the panels of a contract name. */
export type PanelView<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { view: infer V } ? V : never }[keyof Panels]
  : never

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T

/** What a view takes; anything where another plugin declares it. */
type OptionsOf<P, V> = V extends BuiltInView
  ? z.input<(typeof builtInViews)[V]['options']>
  : P extends { views: infer Views }
    ? V extends keyof Views
      ? Views[V] extends { options: infer S extends z.ZodType }
        ? z.input<S>
        : Record<string, unknown>
      : Record<string, unknown>
    : Record<string, unknown>

type Fits<Given, Taken> = [Exclude<keyof Given, keyof Taken>] extends [never]
  ? Mutable<Given> extends Mutable<Taken>
    ? true
    : false
  : false

/** Panels whose options are not those of their view. */
export type WrongOptions<P> = P extends { panels: infer Panels }
  ? {
      [N in keyof Panels]: Panels[N] extends { view: infer V; options: infer Given }
        ? Fits<Given, OptionsOf<P, V>> extends true
          ? never
          : N
        : never
    }[keyof Panels]
  : never

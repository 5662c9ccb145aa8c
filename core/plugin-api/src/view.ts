import { z } from 'zod'
import { freeze } from './freeze.ts'
import type { MustHold } from './sentence.ts'

/** How many of something; none and any number where left out. */
export interface Count {
  readonly least?: number
  readonly most?: number
}

/** What of a query a view draws. A panel that asks for something else is refused when its plugin is loaded. */
export interface ViewNeeds {
  /** Whether values are cut by time: what `grain` asks for. */
  readonly time: 'needed' | 'possible' | 'never'
  /** Dimensions that values are broken down by. */
  readonly dimensions: Count
  readonly metrics: Count
}

/** What a view adds to the question of its panel. */
export interface ViewState {
  /** The values of a breakdown it draws apart, the largest by the first metric; no more are asked for. All where left out. */
  readonly top?: {
    readonly values: number
    /** Option by which a panel states another number. */
    readonly option?: string
    /** Each metric is drawn apart for each value, so that the values share the number with the metrics. */
    readonly shared?: boolean
  }
  /** It draws what there is, and asks for no rows of groups and periods in which there is nothing. */
  readonly sparse?: true
  /**
   * Its metrics stand apart from each other: where some cannot be answered, as a plugin they need is off, it draws the others, and the
   * card says what is left out. Where this is left out such a panel is not drawn at all.
   */
  readonly apart?: true
  /** It also draws the course of the first metric over the range, unless the panel says no by this option. */
  readonly course?: { readonly option?: string }
}

/** Room on the grid of a dashboard: columns of 24, rows of 40 px. */
export interface GridSize {
  readonly w: number
  readonly h: number
}

/** What is known of a view wherever its panels are: plain data. */
export interface ViewShape {
  readonly needs: ViewNeeds
  readonly state?: ViewState
  readonly size: {
    /** No card is smaller. */
    readonly least: GridSize
    readonly usual: GridSize
    /** On a phone, where cards are as wide as the screen: rows it takes more, or that two of its cards stand side by side. */
    readonly phone?: { readonly moreRows?: number; readonly half?: boolean }
  }
  /** `told` (default): the card says why there is no data. `drawn`: the view draws that itself. */
  readonly empty?: 'told' | 'drawn'
}

/** A visualization as data. Its id is the name it is declared under, behind the id of its plugin and a dot. */
export interface ViewSpec extends ViewShape {
  readonly title: string
  /** What a panel may tell it: a `z.object(…)`. Options it does not know are refused. */
  readonly options: z.ZodType
  /** Options whose value names a metric. */
  readonly metricOptions?: readonly string[]
}

/** What a panel tells its view. */
export type PanelOptions = Readonly<Record<string, unknown>>

type Named<V> =
  | (V extends { state: { top: { option: infer O } } } ? O : never)
  | (V extends { state: { course: { option: infer O } } } ? O : never)
  | (V extends { metricOptions: readonly (infer O)[] } ? O : never)
type Lacking<V> = V extends { options: infer S extends z.ZodType }
  ? Exclude<Extract<Named<V>, string>, keyof z.input<S>>
  : never
type Problems<V> = [Lacking<V>] extends [never]
  ? never
  : `the view reads option '${Lacking<V>}', which it does not have; declare it under options`

/** Declares a view: what it draws, what panels may tell it, the room it takes. Who draws it stands in the web door. */
export function defineView<const V extends ViewSpec>(spec: V & MustHold<Problems<V>>): V {
  return freeze(spec as V)
}

/** The part of a view that is plain data. */
export function viewShape({ title: _, options: __, metricOptions: ___, ...shape }: ViewSpec): ViewShape {
  return shape
}

/** Names of the options of a view; empty where it takes anything. */
export function optionNames({ options }: Pick<ViewSpec, 'options'>): readonly string[] {
  return options instanceof z.ZodObject ? Object.keys(options.shape) : []
}

/** A panel's options as its view reads them, defaults filled in; or why they are wrong. */
export function readOptions(
  { options: schema }: Pick<ViewSpec, 'options'>,
  given: PanelOptions = {},
): { readonly options: unknown } | { readonly reason: string } {
  // why: a typing error in the name of an option would pass unseen
  const strict = schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema
  const { success, data, error } = strict.safeParse(given)
  if (success) return { options: data }
  const [issue] = error.issues
  const path = issue?.path.join('.') ?? ''
  return { reason: path === '' ? (issue?.message ?? '') : `${path}: ${issue?.message}` }
}

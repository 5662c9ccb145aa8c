import type { builtInViews, BuiltInView } from '@tessera/plugin-api'
import type { PropsOf, ViewProps } from '@tessera/plugin-api/web'

/** What every chart is drawn from. */
export interface ChartProps<Options = unknown> extends Omit<ViewProps<Options>, 'options' | 'onSelect'> {
  readonly options?: Options | undefined
  /** Text that stands for the chart; a summary of its data when left out. */
  readonly label?: string | undefined
}

/** What the chart of a view every host has is drawn from. */
export type PropsOfView<V extends BuiltInView> = ChartProps<PropsOf<(typeof builtInViews)[V]>['options']>

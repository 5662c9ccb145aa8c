import type { Frame } from '@tessera/plugin-api/wire'
import type { ViewOptions } from '@tessera/plugin-api'

/** What every chart is drawn from. */
export interface ChartProps {
  readonly frame: Frame
  readonly options?: ViewOptions | undefined
  readonly width: number
  readonly height: number
  /** BCP 47 tag; default en-US. */
  readonly locale?: string | undefined
  /** `big_number`: the metric's course over the range. */
  readonly trend?: Frame | undefined
  /** Text that stands for the chart; a summary of its data when left out. */
  readonly label?: string | undefined
}

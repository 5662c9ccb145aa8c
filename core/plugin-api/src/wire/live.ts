/** Topic of core: metrics that may have new answers. */
export const metricsChanged = 'metrics.changed'

/** Topic of core: settings of plugins were changed. Nothing is told with it. */
export const settingsChanged = 'settings.changed'

/** What is told under `metrics.changed`. */
export interface MetricsChanged {
  /** Full ids; null where it may be any. */
  readonly metrics: readonly string[] | null
  /** When it was noticed, by the server's clock; ISO. */
  readonly at: string
}

/** One piece of live news. */
export interface LiveMessage {
  readonly topic: string
  readonly data: unknown
}

/** The step of its life a plugin reached or failed at. */
export type PluginStage =
  'manifest' | 'requires' | 'import' | 'check' | 'migrate' | 'init' | 'routes' | 'web' | 'demo' | 'run'

/** What became of one discovered plugin. */
export interface PluginStatus {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly state: 'ready' | 'degraded' | 'failed'
  readonly stage: PluginStage
  /** One sentence that says what is wrong and what to do; null when all is well. */
  readonly error: string | null
}

import type { ComponentType } from 'react'
import { freeze } from '../freeze.ts'
import type { PluginSpec } from '../plugin.ts'
import type { MustHold } from '../sentence.ts'
import type { Frame } from '../wire/frame.ts'

export { pluginClient, provideClient } from './plugin-client.ts'

/** What a panel component gets: the answer to its query and the room it has. It must be a pure function of these. */
export interface PanelProps {
  readonly frame: Frame
  readonly options: unknown
  readonly width: number
  readonly height: number
}

export type PanelLoader = () => Promise<{ readonly default: ComponentType<PanelProps> }>

/** A page of the plugin, mounted under `/p/<plugin>/<path>`. */
export interface PageSpec {
  readonly path: string
  readonly title: string
  readonly load: () => Promise<{ readonly default: ComponentType }>
}

type CustomPanels<P> = P extends { panels: infer Panels }
  ? Extract<{ [N in keyof Panels]: Panels[N] extends { view: 'custom' } ? N : never }[keyof Panels], string>
  : never

type Loaders = Readonly<Record<string, PanelLoader>>

export interface WebSpec {
  readonly panels?: Loaders
  readonly pages?: readonly PageSpec[]
}

type Lacking<P, W> = Exclude<CustomPanels<P>, W extends { panels: infer L } ? keyof L : never>
type Problems<P, W> = [Lacking<P, W>] extends [never]
  ? never
  : `panel '${Lacking<P, W>}' has view 'custom' but no loader; add '${Lacking<P, W>}: () => import(…)' under panels`

export interface WebDoor extends WebSpec {
  readonly plugin: string
}

/** Declares the browser part of a plugin: lazy loaders of its custom panels and pages. */
export function defineWeb<const P extends PluginSpec, const W extends WebSpec>(
  plugin: P,
  web: W & MustHold<Problems<P, W>>,
): WebDoor {
  return freeze({ plugin: plugin.id, ...(web as W) })
}

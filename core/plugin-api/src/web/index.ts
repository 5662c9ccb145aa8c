import type { ComponentType } from 'react'
import { freeze } from '../freeze.ts'
import type { PathParams } from '../page.ts'
import type { PluginSpec } from '../plugin.ts'
import type { MustHold } from '../sentence.ts'
import { customView } from '../views/custom.ts'
import type { Frame } from '../wire/frame.ts'
import { drawView, type ViewDrawing } from './draw-view.ts'

export {
  drawView,
  situations,
  type PropsOf,
  type ViewCase,
  type ViewCases,
  type ViewDrawing,
  type ViewProps,
} from './draw-view.ts'
export type { Hit, Selection, TipLine } from './hit.ts'
export { pluginClient, provideClient } from './plugin-client.ts'
export { provideLive, useLive, type ListenToTopic } from './use-live.ts'

/** What a panel component gets: the answer to its query and the room it has. It must be a pure function of these. */
export interface PanelProps {
  readonly frame: Frame
  readonly options: unknown
  readonly width: number
  readonly height: number
}

/** Loads the component of a custom panel: a module whose default export it is. */
export type PanelLoader = () => Promise<{ readonly default: ComponentType<PanelProps> }>

/** Loads how a view is drawn: a module whose default export is `drawView(…)`. */
export type ViewLoader = () => Promise<{ readonly default: ViewDrawing }>

/** What a page component gets. */
export interface PageProps<Params = Readonly<Record<string, string>>> {
  /** What stands in the address for the parameters of its path. */
  readonly params: Params
}

/** Props of one page: `PageOf<typeof plugin, 'deals'>` knows the parameters in the path of the page `deals`. */
export type PageOf<P, Name extends PageName<P>> = PageProps<
  P extends { pages: infer Pages }
    ? Pages[Name & keyof Pages] extends { path: infer Path extends string }
      ? PathParams<Path>
      : never
    : never
>

type PageName<P> = P extends { pages: infer Pages } ? Extract<keyof Pages, string> : never
type CustomPanels<P> = P extends { panels: infer Panels }
  ? Extract<{ [N in keyof Panels]: Panels[N] extends { view: 'custom' } ? N : never }[keyof Panels], string>
  : never
type OwnViews<P> = P extends { views: infer Views } ? Extract<keyof Views, string> : never
type Given<W, Field extends string> = W extends Record<Field, infer Map> ? Extract<keyof Map, string> : never

/** Loads the component of a page: a module whose default export it is. */
export type PageLoader<Props = never> = () => Promise<{ readonly default: ComponentType<Props> }>

/** What a plugin draws in the browser, each part loaded when it is shown. */
export interface WebSpec {
  /** Components of the panels with view `custom`, by the panel's name. */
  readonly panels?: Readonly<Record<string, PanelLoader>>
  /** How the contract's `views` are drawn, by the view's name. */
  readonly views?: Readonly<Record<string, ViewLoader>>
  /** Components of the pages, by the page's name. */
  readonly pages?: Readonly<Record<string, PageLoader>>
}

interface Loaders<P> {
  readonly pages?: { readonly [N in PageName<P>]?: PageLoader<PageOf<P, N>> }
}

type Lacks<Name extends string, Before extends string, Under extends string> = [Name] extends [never]
  ? never
  : `${Before}, but has no loader; add '${Name}: () => import(…)' under ${Under}`
type Undeclared<Name extends string, What extends string> = [Name] extends [never]
  ? never
  : `${What} '${Name}' has a loader, but the contract does not declare it; declare it there first`
type PanelLacks<Name extends string> = Name extends string
  ? Lacks<Name, `panel '${Name}' has view 'custom'`, 'panels'>
  : never
type PageLacks<Name extends string> = Name extends string
  ? Lacks<Name, `page '${Name}' is in the contract`, 'pages'>
  : never
type ViewLacks<Name extends string> = Name extends string
  ? Lacks<Name, `view '${Name}' is in the contract`, 'views'>
  : never
type Problems<P, W> =
  | PanelLacks<Exclude<CustomPanels<P>, Given<W, 'panels'>>>
  | Undeclared<Exclude<Given<W, 'panels'>, CustomPanels<P>>, 'custom panel'>
  | ViewLacks<Exclude<OwnViews<P>, Given<W, 'views'>>>
  | Undeclared<Exclude<Given<W, 'views'>, OwnViews<P>>, 'view'>
  | PageLacks<Exclude<PageName<P>, Given<W, 'pages'>>>
  | Undeclared<Exclude<Given<W, 'pages'>, PageName<P>>, 'page'>

/** What `defineWeb` answers: the loaders, and the plugin they belong to. */
export interface WebDoor extends WebSpec {
  readonly plugin: string
}

/** Declares the browser part of a plugin: lazy loaders of its views, custom panels and pages, each of which the contract declares. */
export function defineWeb<const P extends PluginSpec, const W extends WebSpec>(
  plugin: P,
  web: W & Loaders<P> & MustHold<Problems<P, W>>,
): WebDoor {
  const { panels = {}, views, ...rest }: WebSpec = web
  return freeze({ ...rest, plugin: plugin.id, panels, views: { ...panelViews(panels), ...views } })
}

/** The drawing of a custom panel is that of a view of its own. */
function panelViews(panels: NonNullable<WebSpec['panels']>): Readonly<Record<string, ViewLoader>> {
  const views = Object.entries(panels).map(([name, load]): [string, ViewLoader] => [
    name,
    async () => ({ default: drawView(customView, { Chart: (await load()).default }) }),
  ])
  return Object.fromEntries(views)
}

import type { AlertSpec } from './alert.ts'
import type { CoreRightId } from './core-rights.ts'
import type { DashboardSpec } from './dashboard.ts'
import type { DimensionSpec } from './dimension.ts'
import type { EventSpec } from './event.ts'
import type { ImportableSpec } from './importable.ts'
import type { MailSpec } from './mail.ts'
import type { MetricSpec } from './metric.ts'
import type { PageSpec } from './page.ts'
import type { PanelQuery, PanelSpec } from './panel.ts'
import type { PermissionSpec } from './permission.ts'
import type { PluginSpec } from './plugin.ts'
import type { SegmentSpec } from './segment.ts'
import type { ViewSpec } from './view.ts'
import type { WebhookSpec } from './webhook.ts'
import type { TopicSpec } from './topic.ts'
import type { UnifiedSpec } from './unified.ts'
import type { PanelView, WrongOptions } from './view-problems.ts'
import type { BuiltInView } from './views/built-in.ts'

/** Names a contract declares under one of its fields. */
export type Key<P, Field extends keyof PluginSpec> =
  P extends Record<Field, infer Map> ? Extract<keyof Map, string> : never
type Foreign = `${string}.${string}`

type PanelMetric<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: { metrics: readonly (infer M)[] } } ? M : never }[keyof Panels]
  : never
type PanelDimension<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: { dimensions: readonly (infer D)[] } } ? D : never }[keyof Panels]
  : never
type CardPanel<P> = P extends { dashboards: infer Boards }
  ? { [N in keyof Boards]: Boards[N] extends { cards: readonly { panel: infer C }[] } ? C : never }[keyof Boards]
  : never
type AlertMetric<P> = P extends { alerts: infer Alerts }
  ? { [N in keyof Alerts]: Alerts[N] extends { metric: infer M } ? M : never }[keyof Alerts]
  : never
type SettingKey<P> = P extends { settings: { shape: infer Shape } } ? Extract<keyof Shape, string> : never
type RuleOfMetric<P> = P extends { metrics: infer Metrics }
  ? { [N in keyof Metrics]: Metrics[N] extends { rules: readonly (infer R)[] } ? R : never }[keyof Metrics]
  : never
type PageRight<P> = P extends { pages: infer Pages }
  ? { [N in keyof Pages]: Pages[N] extends { needs: infer R } ? R : never }[keyof Pages]
  : never

type TopicRight<P> = P extends { topics: infer Topics }
  ? { [N in keyof Topics]: Topics[N] extends { needs: infer R } ? R : never }[keyof Topics]
  : never

type TableRight<P> = P extends { tables: infer Tables }
  ? { [N in keyof Tables]: Tables[N] extends { needs: infer R } ? R : never }[keyof Tables]
  : never
type StrangeKey<Table> = Table extends { key: readonly (infer K)[]; columns: { shape: infer Shape } }
  ? Exclude<Extract<K, string>, keyof Shape>
  : never
type StrangeKeys<P> = P extends { tables: infer Tables }
  ? { [N in keyof Tables]: StrangeKey<Tables[N]> }[keyof Tables]
  : never

type Member<F> = F extends { member: infer M }
  ? M
  : F extends { and: readonly (infer Part)[] } | { or: readonly (infer Part)[] } | { not: infer Part }
    ? Member<Part>
    : never
type SegmentMember<P> = P extends { segments: infer Segments }
  ? { [N in keyof Segments]: Segments[N] extends { filter: infer F } ? Member<F> : never }[keyof Segments]
  : never
type PanelSegment<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: { segments: readonly (infer S)[] } } ? S : never }[keyof Panels]
  : never

type Unknown<Used, Known extends string> = Exclude<Extract<Used, string>, Known | Foreign>
type Say<Word extends string, Before extends string, After extends string> = [Word] extends [never]
  ? never
  : `${Before} '${Word}' ${After}`

type Strange<Given, Spec> = Given extends unknown ? Exclude<Extract<keyof Given, string>, keyof Spec> : never
type StrangeIn<P, Field extends keyof PluginSpec, Spec> =
  P extends Record<Field, infer Map> ? { [N in keyof Map]: Strange<Map[N], Spec> }[keyof Map] : never
type PanelQueries<P> = P extends { panels: infer Panels }
  ? { [N in keyof Panels]: Panels[N] extends { query: infer Q } ? Strange<Q, PanelQuery> : never }[keyof Panels]
  : never
type SayStrange<What extends string, Field> = Say<
  Extract<Field, string>,
  What,
  'which nothing reads; correct the name, or take it out'
>

type UnknownFields<P> =
  | SayStrange<'the contract has the field', Strange<P, PluginSpec>>
  | SayStrange<'a permission has the field', StrangeIn<P, 'permissions', PermissionSpec>>
  | SayStrange<'a dimension has the field', StrangeIn<P, 'dimensions', DimensionSpec>>
  | SayStrange<'a metric has the field', StrangeIn<P, 'metrics', MetricSpec>>
  | SayStrange<'a segment has the field', StrangeIn<P, 'segments', SegmentSpec>>
  | SayStrange<'a view has the field', StrangeIn<P, 'views', ViewSpec>>
  | SayStrange<'a panel has the field', StrangeIn<P, 'panels', PanelSpec>>
  | SayStrange<'the query of a panel has the field', PanelQueries<P>>
  | SayStrange<'a dashboard has the field', StrangeIn<P, 'dashboards', DashboardSpec>>
  | SayStrange<'an alert has the field', StrangeIn<P, 'alerts', AlertSpec>>
  | SayStrange<'an event has the field', StrangeIn<P, 'events', EventSpec>>
  | SayStrange<'a page has the field', StrangeIn<P, 'pages', PageSpec>>
  | SayStrange<'a webhook has the field', StrangeIn<P, 'webhooks', WebhookSpec>>
  | SayStrange<'mail has the field', P extends { mail: infer M } ? Strange<M, MailSpec> : never>
  | SayStrange<'unified has the field', P extends { unified: infer U } ? Strange<U, UnifiedSpec> : never>
  | SayStrange<'a topic has the field', StrangeIn<P, 'topics', TopicSpec>>
  | SayStrange<'a table has the field', StrangeIn<P, 'tables', ImportableSpec>>

/** Sentences for what a contract says that cannot be. */
export type ContractProblems<P> =
  | UnknownFields<P>
  | Say<
      Unknown<PanelMetric<P>, Key<P, 'metrics'>>,
      'a panel uses metric',
      "which this plugin does not declare; declare it under metrics, or write '<plugin>.<metric>' for another plugin's"
    >
  | Say<
      Unknown<PanelDimension<P>, Key<P, 'dimensions'>>,
      'a panel uses dimension',
      "which this plugin does not declare; declare it under dimensions, or write '<plugin>.<dimension>' for another plugin's"
    >
  | Say<
      Unknown<PanelSegment<P>, Key<P, 'segments'>>,
      'a panel uses segment',
      "which this plugin does not declare; declare it under segments, or write '<plugin>.<segment>' for another plugin's"
    >
  | Say<
      Unknown<PanelView<P>, BuiltInView | 'custom' | Key<P, 'views'>>,
      'a panel is drawn by view',
      "which is none of builtInViews and not declared here; declare it under views, or write '<plugin>.<view>' for another plugin's"
    >
  | Say<WrongOptions<P>, 'panel', 'has options that its view does not take; the view states its own under options'>
  | Say<
      Unknown<SegmentMember<P>, Key<P, 'dimensions'>>,
      'a segment filters by',
      "which is no dimension of this plugin; declare it under dimensions, or write '<plugin>.<dimension>' for another plugin's"
    >
  | Say<
      Unknown<CardPanel<P>, Key<P, 'panels'>>,
      'a dashboard places panel',
      "which this plugin does not declare; declare it under panels, or write '<plugin>.<panel>' for another plugin's"
    >
  | Say<
      Unknown<AlertMetric<P>, Key<P, 'metrics'>>,
      'an alert watches metric',
      "which this plugin does not declare; declare it under metrics, or write '<plugin>.<metric>' for another plugin's"
    >
  | Say<
      Unknown<RuleOfMetric<P>, SettingKey<P>>,
      'a metric rests on the rule',
      "which is no setting of this plugin; declare it under settings, or write '<plugin>.<setting>' for another plugin's"
    >
  | Say<
      Exclude<Extract<TopicRight<P>, string>, Key<P, 'permissions'> | CoreRightId>,
      'a topic needs the right',
      "which is neither one of this plugin's permissions nor one of core's; declare it under permissions"
    >
  | Say<
      Exclude<Extract<TableRight<P>, string>, Key<P, 'permissions'> | CoreRightId>,
      'a table needs the right',
      "which is neither one of this plugin's permissions nor one of core's; declare it under permissions"
    >
  | Say<StrangeKeys<P>, 'the key of a table has the column', 'which is not among its columns; declare it there'>
  | Say<
      Exclude<Extract<PageRight<P>, string>, Key<P, 'permissions'> | CoreRightId>,
      'a page needs the right',
      "which this plugin does not declare; declare it under permissions, or write one of core's, as 'metrics:read'"
    >

export { accounts, users, type AccountRow, type EventRow, type UserRow } from './core-facts.ts'
export { externalId, isUuid } from './external-id.ts'
export { fileAnswer } from './file-answer.ts'
export {
  entity,
  fact,
  numberProperty,
  property,
  type Bounds,
  type DrillColumn,
  type Entity,
  type EntitySpec,
  type Fact,
  type FactSpec,
  type On,
} from './fact.ts'
export { fixture } from './fixture.ts'
export { setting } from './setting.ts'
export type { JobHandler, JobHandlers, JobRunContext } from './jobs.ts'
export type { InstallationServices } from './services/installation-services.ts'
export type { Audit, AuditSpec } from './services/audit.ts'
export type { Contributions } from './services/contributions.ts'
export type { Catalogue } from './services/catalogue.ts'
export type { FileInfo, Files, StoredFile } from './services/files.ts'
export type { Clock } from './services/clock.ts'
export type { LiveOf, TopicData, TopicName } from './services/live-of.ts'
export type { LockOptions, Locks } from './services/locks.ts'
export type { Log, LogFields } from './services/log.ts'
export type { Mail, MailAttachment, MailMessage } from './services/mail.ts'
export {
  mailTemplate,
  type MailPart,
  type MailTable,
  type MailTemplate,
  type MailTemplateSpec,
  type MailValues,
} from './mail/mail-template.ts'
export type { EnqueueOptions, JobName, JobsOf } from './services/jobs-of.ts'
export type { Member, People } from './services/people.ts'
export type { Questions } from './services/questions.ts'
export type { Picture, PictureRequest, Render } from './services/render.ts'
export type {
  ReadOptions,
  RecordCounts,
  RecordInput,
  RecordKey,
  RecordPage,
  Records,
  RecordsOf,
  StoredRecord,
} from './services/records-of.ts'
export type { RunTransaction } from './services/run-transaction.ts'
export type { TenantContext } from './services/tenant-context.ts'
export type { HttpClient, HttpRequest } from './services/http.ts'
export type { SecretsOf } from './services/secrets-of.ts'
export type { TenantServices } from './services/tenant-services.ts'
export { hmacMatches, type HmacClaim } from './hmac-matches.ts'
export type {
  DeliveryContext,
  SentDelivery,
  VerifiedDelivery,
  Verifying,
  WebhookHandler,
  WebhookHandlers,
} from './webhooks.ts'
export { lastValue, type LastValue } from './last-value.ts'
export {
  funnel,
  type Funnel,
  type FunnelBreakdown,
  type FunnelExclusion,
  type FunnelMeasure,
  type FunnelMeasures,
  type FunnelOpen,
  type FunnelSpec,
  type FunnelStage,
  type FunnelStep,
  type FunnelTime,
} from './funnel.ts'
export { clockDimensions, hourDimension, weekdayDimension } from '../clock-dimensions.ts'
export { periodDimension } from '../period.ts'
export { lifecycle, type Lifecycle, type LifecycleMeasures } from './lifecycle.ts'
export { movements, type Movement, type MovementMeasures } from './movements.ts'
export {
  alwaysBy,
  maxPeriods,
  retention,
  type Bracket,
  type Retention,
  type RetentionCount,
  type RetentionMeasures,
  type RetentionSpec,
} from './retention.ts'
export {
  avg,
  conversions,
  count,
  cumulative,
  distinct,
  factOf,
  lost,
  max,
  min,
  percentile,
  rolling,
  snapshot,
  sum,
  type Aggregate,
  type Conversions,
  type Days,
  type Lost,
  type Measure,
  type Since,
  type Snapshot,
  type Trailing,
} from './measures.ts'
export {
  derived,
  ratio,
  ref,
  share,
  survival,
  type Derived,
  type Input,
  type MetricRef,
  type MetricSource,
  type Ratio,
  type Share,
} from './metric-source.ts'
export { approximateDistinct, approximatePercentile, errorOf, isSketch, type Sketch } from './sketch.ts'
export { view, type PublishedView, type ViewQuery } from './view.ts'
export type { ExistingTable, Migration, MigrationTools } from './migration.ts'
export { markChanged, type Change } from './mark-changed.ts'
export type { RollupSpec } from './rollup.ts'
export {
  defineServer,
  type DemoContext,
  type DemoPeople,
  type SwitchContext,
  type EventType,
  type InitContext,
  type ProjectContext,
  type Projection,
  type ResetContext,
  type ServerDoor,
  type ServerSpec,
  type StoredEvent,
} from './server-door.ts'
export { stock, type Stock } from './stock.ts'
export { assertPasses, gatesOf, type Gate } from './gate.ts'
export { pluginTrpc, type GatedMeta, type PluginProcedure } from './plugin-trpc.ts'
export { trpc, type Caller, type ProcedureMeta, type RequestContext } from './trpc.ts'
export type { Role } from '../permission.ts'
export { weightedScore, type Factor } from './weighted-score.ts'
export { readJson, readText } from './read-text.ts'
export {
  digitsOf,
  isWrittenNumber,
  parseExactly,
  withNumbersAsText,
  writtenNumber,
  type WrittenNumber,
} from './exact-json.ts'
export { inputProblem, parseInput } from './parse-input.ts'
export { instantInput } from './instant-input.ts'
export { assertExact, textOf, wrongByte } from './text-of.ts'

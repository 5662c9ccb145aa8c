import type { AnyTRPCRouter } from '@trpc/server'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { ServerContribution } from '../extension-point.ts'
import type { PluginSpec } from '../plugin.ts'
import type { MustHold } from '../sentence.ts'
import type { SettingsOf } from '../settings.ts'
import type { EventInput } from '../wire/event.ts'
import type { Fixture } from '../wire/fixture.ts'
import type { MetricSource } from './metric-source.ts'
import type { JobHandler, JobHandlers } from './jobs.ts'
import type { Migration } from './migration.ts'
import type { PublishedView } from './view.ts'
import type { UngatedMutations } from './plugin-trpc.ts'
import type { Contributions } from './services/contributions.ts'
import type { TenantContext } from './services/tenant-context.ts'
import type { TenantServices } from './services/tenant-services.ts'
import type { WebhookHandler, WebhookHandlers } from './webhooks.ts'

/** An event type the plugin knows. Events of other names are stored too, but nobody checks their properties. */
export interface EventType {
  /**
   * Checks `properties`; a wrong event is rejected alone, with the reason. A number that a JavaScript number would change is given to
   * it as text, so that `z.number()` refuses it.
   */
  readonly properties: z.ZodType
  /** The event makes no sense without `userId`. */
  readonly needsUser?: boolean
}

/**
 * An event as stored, handed to `project` once. A number in its properties that a JavaScript number would change, such as
 * 9007199254740993 or 1e400, is its text here; in SQL, `core.events.properties` has the number.
 */
export type StoredEvent = EventInput & { readonly receivedAt: string }

/** New events of a tenant, to be turned into rows. */
export interface ProjectContext<P = PluginSpec> {
  readonly db: Kysely<never>
  readonly tenantId: string
  /** What admins of the tenant set, read in the same transaction. A change counts for events from then on; `tessera project rebuild` makes all rows anew. */
  readonly settings: SettingsOf<P>
  /**
   * Events of the types this plugin declares that it has not been given yet, and that its types accept: newly stored ones, in the
   * transaction that stores them, or later those stored while it was not there. Duplicates and rejected ones are not among them.
   */
  readonly events: readonly StoredEvent[]
}

/** Whose rows are to be deleted. */
export interface ResetContext {
  readonly db: Kysely<never>
  readonly tenantId: string
}

/** How the rows of `project` are made anew. */
export interface Projection {
  /**
   * 1 without one. Raise it when `project` makes other rows of the same events than before: each tenant's are deleted and made anew
   * from all stored events, in the background.
   */
  readonly version: number
  /** Deletes all that `project` has written for the tenant, and marks it as changed. */
  readonly reset: (context: ResetContext) => Promise<void>
}

/** The people of a demo tenant, the same for the demo data of all plugins. */
export interface DemoPeople {
  /** Customers, the earliest first. */
  readonly accounts: readonly {
    readonly accountId: string
    readonly name: string
    readonly segment: string | null
    /** `enterprise`, `workflow`, `pro`, or `free` for a customer that has left. */
    readonly planTier: string | null
    readonly industry: string | null
    readonly region: string | null
    /** Two letters of ISO 3166. */
    readonly country: string | null
    readonly createdAt: Date
  }[]
  /** Registered users, the earliest first. Nothing of one happens before `createdAt`. */
  readonly users: readonly {
    readonly userId: string
    /** Null for those on the free plan, who belong to no customer. */
    readonly accountId: string | null
    readonly tier: string
    readonly role: string | null
    readonly createdAt: Date
  }[]
}

/** Services of a demo tenant. They have time for many rows. */
export interface DemoContext<P = PluginSpec> extends TenantServices<P> {
  readonly tenant: TenantContext & { readonly asOf: Date }
  /** Reads the customers and users of the tenant. The first demo that asks has them made; a demo adds none. */
  readonly readPeople: () => Promise<DemoPeople>
  /** Same seed and `asOf`, same rows. */
  readonly seed: number
}

/** What `init` gets: what others have contributed, and a signal that is aborted when the server stops. */
export interface InitContext {
  readonly contributions: Contributions
  readonly signal: AbortSignal
}

/** Services of a tenant in which the plugin was switched. */
export interface SwitchContext<P = PluginSpec> extends TenantServices<P> {
  /** Aborted when it has taken too long, or the server stops. */
  readonly signal: AbortSignal
}

/** What a plugin does for a tenant when somebody else says so. */
interface TenantWork<P = PluginSpec> {
  /** Demo rows of one tenant. Called once per demo tenant, after `init`. */
  readonly demo?: (context: DemoContext<P>) => Promise<void>
  /** Turns stored events into rows of its own tables, each event once. Must not depend on their order of arrival. */
  readonly project?: (context: ProjectContext<P>) => Promise<void>
  /**
   * Runs soon after the plugin was switched on for a tenant, in the background, as a job does: once over all servers, again after a
   * failure, within 5 minutes. Not for tenants that have had it from the beginning.
   */
  readonly onEnable?: (context: SwitchContext<P>) => Promise<void>
  /** The same after it was switched off. Rows stay, and are there when it is switched on again. */
  readonly onDisable?: (context: SwitchContext<P>) => Promise<void>
}

/** Everything a plugin adds to the server. All parts but `metrics` are optional. */
export interface ServerSpec extends TenantWork {
  /** Formula of every live metric of the contract, under its name. */
  readonly metrics?: Readonly<Record<string, MetricSource>>
  /**
   * Formulas of other plugins' metrics that need a source, by full id; own names in them are this plugin's. Only of plugins it
   * requires, optionally or not.
   */
  readonly supplies?: Readonly<Record<`${string}.${string}`, MetricSource>>
  /** Worked examples of metrics, by the metric's name: the conformance suite runs them, the catalogue shows them. */
  readonly fixtures?: Readonly<Record<string, readonly Fixture[]>>
  /** Schema steps by name, run in the order of their names before anything else of the plugin. */
  readonly migrations?: Readonly<Record<string, Migration>>
  /**
   * Views that plugins which require this one may read, as `<schema>.<name>`; its tables they may not. They are made after the migrations,
   * and anew when their query has changed.
   */
  readonly publish?: Readonly<Record<string, PublishedView>>
  /** tRPC router made with `pluginTrpc(plugin)`, mounted under the plugin's id. */
  readonly routes?: AnyTRPCRouter | undefined
  /** Event types it accepts at `/api/v1/events`. */
  readonly events?: Readonly<Record<string, EventType>>
  /** Lets what `project` has written be made anew. */
  readonly projection?: Projection
  /** What each job of the contract does, under its name. It may be begun twice: after a crash a run is run again. */
  readonly jobs?: Readonly<Record<string, JobHandler>>
  /** What is done with each webhook of the contract, under its name. */
  readonly webhooks?: Readonly<Record<string, WebhookHandler>>
  /** Server parts of its contributions to extension points. */
  readonly contributions?: readonly ServerContribution[]
  /** Called once per start, after migrations and after all contributions are gathered. */
  readonly init?: (context: InitContext) => Promise<void> | void
  /** Called once at shutdown, in reverse start order. */
  readonly dispose?: () => Promise<void> | void
}

type LiveMetrics<P> = P extends { metrics: infer Metrics }
  ? Extract<{ [N in keyof Metrics]: Metrics[N] extends { status: 'needs-source' } ? never : N }[keyof Metrics], string>
  : never
type Declared<P> = P extends { metrics: infer Metrics } ? Extract<keyof Metrics, string> : never

type Sentence<Name extends string, After extends string> = [Name] extends [never] ? never : `metric '${Name}' ${After}`
type Rightless<Name extends string> = [Name] extends [never]
  ? never
  : `procedure '${Name}' is a mutation, but says not what right it takes; begin it with procedure.needs('<a name under permissions of the contract>')`
type Problems<P, Sources, Proofs, Routes> =
  | Rightless<UngatedMutations<Routes>>
  | Sentence<
      Exclude<LiveMetrics<P>, keyof Sources>,
      "is live but has no SQL; add it under metrics here, or set its status to 'needs-source' in the contract"
    >
  | Sentence<
      Exclude<Extract<keyof Sources, string>, Declared<P>>,
      'is not declared in the contract; declare it there first'
    >
  | Sentence<
      Exclude<Extract<keyof Proofs, string>, keyof Sources>,
      'has fixtures but no SQL; correct the name, or add it under metrics here'
    >

/** What `defineServer` answers: the parts, and the contract they belong to. */
export interface ServerDoor extends ServerSpec {
  readonly plugin: PluginSpec
}

type Formulas = Readonly<Record<string, MetricSource>>
type Fixtures = Readonly<Record<string, readonly Fixture[]>>

/** The parts of a server door whose types the compiler infers from what is written. */
interface Inferred<Sources, Proofs, Routes> {
  readonly metrics?: Sources
  readonly fixtures?: Proofs
  readonly routes?: Routes
}

/**
 * Declares the server part of a plugin. A live metric without formula does not compile, nor do fixtures of one that is not there,
 * nor a mutation that names no right.
 */
export function defineServer<
  const P extends PluginSpec,
  const Sources extends Formulas = Record<never, MetricSource>,
  const Proofs extends Fixtures = Record<never, readonly Fixture[]>,
  Routes extends AnyTRPCRouter | undefined = undefined,
>(
  plugin: P,
  server: Omit<ServerSpec, 'metrics' | 'fixtures' | 'routes' | 'jobs' | 'webhooks' | keyof TenantWork> &
    JobHandlers<P> &
    WebhookHandlers<P> &
    TenantWork<P> &
    Inferred<Sources, Proofs, Routes> &
    MustHold<Problems<P, Sources, Proofs, Routes>>,
): Omit<ServerDoor, 'routes'> & { readonly routes: Routes } {
  const { routes, ...rest } = server as unknown as ServerSpec
  return Object.freeze({ plugin, ...rest, routes }) as never
}

import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { ProblemError } from '@tessera/plugin-api'
import type { Migration } from '@tessera/plugin-api/server'
import type { Condition } from './embedded/keep-worker.ts'
import type { TableVersions } from './data-version.ts'
import type { NewTenantTable } from './create-tenant-table.ts'
import type { EntityView, WrongEntityView } from './entity-views.ts'
import type { PluginGrants } from './grant-plugin.ts'
import type { Publication } from './published-views.ts'
import type { DatabaseLimits } from './limits.ts'
import type { SqlStatement } from './prepared.ts'
import type { ServingLogin } from './serving-login.ts'
import type { TableName } from './tenant-table.ts'

export interface TransactionOptions {
  /** Aborting cancels the running statement in the database (where the database can) and rejects. */
  readonly signal?: AbortSignal
  /**
   * No writing, and all statements see one snapshot of the data. They run as a role that can only read, and pass the gate of
   * plugins' statements: SQL of plugins is a part of theirs.
   */
  readonly readOnly?: boolean
  /**
   * Schema of the plugin whose code runs: it works as the plugin's role, which writes tables of its own alone, and may send SELECT,
   * INSERT, UPDATE, DELETE and MERGE; else `statement_refused` and `not_granted`.
   */
  readonly plugin?: string
  /** Works as a BI tool does, which reads the schema `entity` and nothing else; days are those of the zone. */
  readonly bi?: { readonly timeZone: string }
  /** What SQL reads in the place of settings, by `<plugin>.<setting>`: see `setting` of the plugin API. Not for statements of BI tools. */
  readonly rules?: Readonly<Record<string, string | number | boolean>>
  /** Longest time it all may take, waiting for a connection included; 30 s when left out. */
  readonly timeoutMs?: number
  /**
   * Called once, when a connection was taken. The promise resolves when the database has really ended with it, which may be later
   * than the answer: a statement that cannot be stopped at once runs on after its caller has gone.
   */
  readonly onHeld?: (ended: Promise<void>) => void
  /** Runs when the function has returned, as the application role and in the same commit. Not where nothing is written. */
  readonly lastly?: (db: Kysely<never>) => Promise<void>
  /** Called when the embedded engine had to be ended because of a statement of this transaction, whoever still waits for it. */
  readonly onOverdue?: () => void
  /**
   * Called before a reading transaction answers, with every table it has read (`schema.table`), those behind views and in
   * functions too. Nothing else that the transaction found can change its answer.
   */
  readonly onRead?: (tables: readonly string[]) => void
}

/** Runs finished statements of a tenant's transaction. */
export interface TenantStatements {
  /**
   * Runs a statement and answers its rows. `prepared`: connections keep it parsed, for statements asked again and again whose
   * best plan does not depend on the parameters. `last`: the end of the transaction follows at once, so no other may come after.
   * Both hold in a reading transaction only: it can be done again when preparing fails, and has nothing to decide at its end.
   */
  readonly run: (
    statement: SqlStatement,
    options?: { readonly prepared?: boolean; readonly last?: boolean },
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Runs a statement of somebody else's and answers its columns by place, whatever their names: two may have one. */
  readonly runByPlace: (statement: SqlStatement) => Promise<RowsByPlace>
  /** Runs a SELECT of somebody else's and answers its rows part by part, of which one is held; at least one part, which may be empty. */
  readonly runInParts: (select: string, rows: number) => AsyncGenerator<TextRows, void, undefined>
}

/** Some rows as PostgreSQL writes them: texts by place, null for what is missing. */
export interface TextRows {
  /** Names of the columns, and the OID of their type. */
  readonly columns: readonly { readonly name: string; readonly type: number }[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** What a statement answers, by place. */
export interface RowsByPlace {
  /** Names of the columns, also where there is no row. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/**
 * One open database, embedded or PostgreSQL. Where the connection is lost, the database full or in transition, or another change
 * in the way, statements fail with `unavailable`; work that only reads has been tried twice by then.
 */
export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** What whoever runs the database should look after, as known when it was opened. */
  readonly warnings: readonly ProblemError[]
  /** Connection string other local processes can use. */
  readonly url: string
  /**
   * As the owner: sees every tenant. For core tables and sign-in only. Its few connections are kept back from tenants' work, and a
   * statement that is not answered within seconds fails with `unavailable`.
   */
  readonly pool: pg.Pool
  /** Kysely over `pool`; same warning. */
  readonly owner: Kysely<never>
  /** As the owner, for work that may take long: statistics, cleaning. */
  readonly maintenance: Kysely<never>
  /** How the embedded database is, as known at once; a server's is known by asking it. */
  readonly condition: () => Condition
  /** Whether the database answers the owner, said within two seconds; embedded, within ten. */
  readonly answers: () => Promise<boolean>
  /**
   * Runs a function in a transaction as an unprivileged role with `app.tenant_id` set: row-level security
   * shows and accepts this tenant's rows only. Commits when it returns, rolls back when it throws. May run the function of a
   * reading transaction twice.
   */
  readonly tenantTransaction: <T>(
    tenantId: string,
    run: (db: Kysely<never>, statements: TenantStatements) => Promise<T>,
    options?: TransactionOptions,
  ) => Promise<T>
  /** As the owner: runs a short statement that is asked again and again, prepared where the connection can keep it. */
  readonly read: (statement: SqlStatement) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /**
   * Names the state of a tenant's data: every transaction of the tenant that wrote changes it. Never older than the call; all
   * who wait share one read.
   */
  readonly dataVersion: (tenantId: string) => Promise<string>
  /** Names the state of each of a tenant's tables in the same way: a transaction changes those of the tables it wrote. */
  readonly tableVersions: (tenantId: string) => Promise<TableVersions>
  /** The version of a tenant's data as a statement for a transaction of the tenant: it selects `version` as that transaction sees it. */
  readonly dataVersionStatement: (tenantId: string) => SqlStatement
  /** Gives all tables of a tenant, or of everybody, a new version: to be called after writes of the owner that may change answers. */
  readonly noteOwnerWrite: (tenantId?: string) => Promise<void>
  /**
   * Looks into tables of other systems whose rows tell when they changed, and gives the tenants of those that did new versions. Answers
   * which tables changed.
   */
  readonly noteExistingChanges: () => Promise<readonly string[]>
  /**
   * Brings one plugin's (or `core`'s) schema up to date; all or nothing, safe against a second starter. Refuses, with
   * `migration_unprotected`, what lets rows of other tenants through, in whichever schema.
   */
  readonly migrate: (schema: string, migrations: Readonly<Record<string, Migration>>) => Promise<void>
  /**
   * Gives a plugin's role, made where it is missing, its rights: to its own tables what tenants may do, to tables of core and
   * to views that plugins it requires publish that it may read them. To be called when its migrations have run.
   */
  readonly grantPlugin: (grants: PluginGrants) => Promise<void>
  /** Makes the views a plugin publishes, when its role has its rights. Refuses with `view_unfit`. */
  readonly publishViews: (publication: Publication) => Promise<void>
  /**
   * Makes the views of the schema `entity` those given, all as a role of their own that sees rows of one tenant: that of the transaction, or
   * of the login. Answers those that could not be made.
   */
  readonly makeEntityViews: (views: Readonly<Record<string, EntityView>>) => Promise<readonly WrongEntityView[]>
  /** As the owner: creates a table under tenant protection unless it is there. Answers whether it was made. */
  readonly createTenantTable: (table: NewTenantTable) => Promise<boolean>
  /** Refuses, with `tenants_unprotected`, schemas with something that lets rows of other tenants through. */
  readonly assertTenantTables: (...schemas: readonly string[]) => Promise<void>
  /** Every table under tenant protection, partitions left out. */
  readonly listTenantTables: () => Promise<readonly TableName[]>
  readonly close: () => Promise<void>
}

export interface DatabaseOptions {
  /** PostgreSQL connection string; embedded when left out. */
  readonly url?: string
  /** Whom tenants' transactions log in as; one of the database's own, made where it is missing, when left out. */
  readonly login?: ServingLogin | undefined
  /** Directory of the embedded database. */
  readonly dataDir?: string
  /** Refuse an embedded database that another process holds, instead of joining it: for who must outlive that process. */
  readonly exclusive?: boolean
  /** Connections tenants' transactions run on; `usualConnections` when left out. Four more answer keys, sessions and health. */
  readonly connections?: number
  /** How long a statement may hold the embedded database that asks for nothing else; 10 s when left out. */
  readonly statementMs?: number
  /** Gives up the opening of an embedded database, which then rejects; once it is open, aborting changes nothing. */
  readonly leaving?: AbortSignal | undefined
  /** Hears when a connection broke or fell silent; not more than once a second. */
  readonly onTrouble?: (trouble: Error) => void
  /** Other limits than the usual ones, for tests. */
  readonly limits?: Partial<DatabaseLimits>
}

import { isIPv4 } from 'node:net'
import { join, resolve } from 'node:path'
import { usualConnections, type ServingLogin } from '@tessera/database'
import type { MailServer } from '@tessera/mail'
import { z } from 'zod'
import { serverErrors } from './errors.ts'
import { trustedProxies, type TrustedProxies } from './trusted-proxies.ts'
import { isGuessable } from './secrets/guessable.ts'

const flag = z.enum(['0', '1', 'true', 'false'], 'write 1 or 0').transform((text) => text === '1' || text === 'true')

const bracketed = /^\[(.*)\]$/

const names = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))
  .refine(
    (all) => all.every((name) => /^[\w.-]+$/.test(name)),
    'write names without scheme and port, parted by commas: tessera.internal, tessera',
  )

/** A whole number, written in digits, between two ends. */
function whole(most: number, said: string, least = 0) {
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, { error: said, abort: true })
    .transform(Number)
    .refine((value) => value >= least && value <= most, said)
}

/** The address of a service, whose password holds no sign after which a host or a database would be read. */
function address(scheme: RegExp, said: string) {
  return z
    .string()
    .regex(scheme, { error: said, abort: true })
    .regex(/^[^:]+:\/\/(?!.*[/?#].*@)/s, 'write / as %2F, ? as %3F, # as %23 and @ as %40 in its password')
}

/** An address without what servers are not reached by. */
function isPlainAddress({ pathname, search, hash, username, password }: URL): boolean {
  return /^(\/[\w.~-]+)*\/?$/.test(pathname) && search + hash + username + password === ''
}

const variables = z.object({
  PORT: whole(65_535, 'write a port number from 0 to 65535').default(4000),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    // why: an address of IPv6 is often copied with the brackets it has in URLs
    .transform((host) => bracketed.exec(host)?.[1] ?? host),
  DATABASE_URL: address(
    /^postgres(ql)?:\/\/\S/,
    'write a PostgreSQL address: postgresql://user:password@host:5432/database',
  ).optional(),
  TESSERA_DATABASE_LOGIN: z
    .string()
    .regex(/^[^:]+:./s, 'write a login of the database and its password: tessera_web:password')
    .transform((text) => ({ user: text.slice(0, text.indexOf(':')), password: text.slice(text.indexOf(':') + 1) }))
    .optional(),
  TESSERA_ROOT: z
    .string()
    .min(1)
    .default(join(import.meta.dirname, '../..')),
  TESSERA_DATA_DIR: z.string().min(1).default('.tessera'),
  TESSERA_DEMO: flag.optional(),
  TESSERA_PAGES: flag.optional(),
  TESSERA_DAILY: flag.optional(),
  TESSERA_SECRET: z
    .string()
    .refine(
      (secret) => !isGuessable(secret),
      'it is easy to guess; write at least 32 random characters, as `openssl rand -base64 32` makes them',
    )
    .optional(),
  TESSERA_SECRET_PREVIOUS: z.string().optional(),
  TESSERA_URL: z
    .url({ protocol: /^https?$/, error: 'write the public address: https://metrics.example.com' })
    .refine(
      (url) => !URL.canParse(url) || isPlainAddress(new URL(url)),
      'write scheme, host and, where there is one, a path of letters, digits and the signs - _ . ~: https://example.com/metrics',
    )
    .optional(),
  TESSERA_HOSTS: names.default([]),
  TESSERA_HTTP_PRIVATE_HOSTS: z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((name) => name !== ''),
    )
    .refine(
      (all) => all.every((name) => /^[\w.:-]+$/.test(name)),
      'write names or addresses without scheme and port, parted by commas: prometheus.internal, 10.0.0.5',
    )
    .default([]),
  TESSERA_SMTP_URL: address(
    /^smtps?:\/\/[^/?#\s]+$/,
    'write the address of a mail server: smtps://user:password@mail.example.com:465',
  )
    .refine(
      (url) => URL.canParse(url),
      'write the address of a mail server: smtps://user:password@mail.example.com:465',
    )
    .optional(),
  TESSERA_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\p{Cc}",;:@]{1,100} <[^<>\s@,;]+@[^<>\s@,;]+>|[^<>\s@,;]+@[^<>\s@,;]+)$/u, {
      error: 'write who mails are from: Tessera <metrics@example.com>',
    })
    .optional(),
  TESSERA_TRUST_PROXY: trustedProxies.default(0),
  TESSERA_KEEP_ALIVE_SECONDS: whole(
    3600,
    'write after how many seconds an idle connection is closed, 1 to 3600',
    1,
  ).default(75),
  REDIS_URL: address(/^rediss?:\/\/\S/, 'write a Redis address: redis://host:6379').optional(),
  TESSERA_CACHE_MB: whole(100_000, 'write megabytes, 0 for no cache, at most 100000').default(64),
  TESSERA_CONNECTIONS: whole(1000, 'write how many connections tenants may use, 4 to 1000', 4).default(
    usualConnections,
  ),
  TESSERA_STATEMENTS_PER_TENANT: whole(1000, 'write how many statements may run at once, 1 to 1000', 1).default(6),
  TESSERA_STATEMENT_SECONDS: whole(600, 'write how many seconds a statement may take, 1 to 600', 1).default(10),
  TESSERA_WAITING_PER_TENANT: whole(1_000_000, 'write how many questions may wait, at most 1000000').default(1000),
  TESSERA_INGEST_MB: whole(100_000, 'write megabytes of events that may wait, 64 to 100000', 64).default(128),
  TESSERA_REQUESTS_PER_MINUTE: whole(
    1_000_000,
    'write how many requests one address may make, 0 for no limit, at most 1000000',
  ).default(1200),
  TESSERA_LIVE_CONNECTIONS: whole(
    100_000,
    'write how many live connections there may be, 0 for none, at most 100000',
  ).default(5000),
  TESSERA_WATCHDOG_SECONDS: whole(3600, 'write seconds, 0 for no watchdog, at most 3600').default(15),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
})

const environment = variables.refine(
  ({ TESSERA_SMTP_URL: url, TESSERA_MAIL_FROM: from }) => (url === undefined) === (from === undefined),
  { path: ['TESSERA_MAIL_FROM'], error: 'set it together with TESSERA_SMTP_URL, or neither' },
)

const isLoopback = (host: string) => /^(localhost|::1)$/i.test(host) || (isIPv4(host) && host.startsWith('127.'))

/** What the process was told by its environment, checked. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** Folder of the installation, with `plugins/` and `host/`. */
  readonly root: string
  /** PostgreSQL connection string; null for the embedded database. */
  readonly databaseUrl: string | null
  /** Whom connections to PostgreSQL log in as that carry code of plugins; null for a login of the database's own. */
  readonly databaseLogin: ServingLogin | null
  /** Directory of the embedded database, of the generated secret and of nothing else. */
  readonly dataDir: string
  /** Load demo tenants and offer one-click sign-in. */
  readonly demo: boolean
  /** The demo was asked for by name, so that it is offered behind a proxy too. */
  readonly demoByName: boolean
  /** Build and serve the pages; without them the server is an API. */
  readonly pages: boolean
  /** Compute daily metrics each hour; without, only when they are asked for. */
  readonly daily: boolean
  /** Others than this machine may reach the server, as far as the configuration tells. */
  readonly reachable: boolean
  /** Signs session cookies; generated and kept in the data directory when null. */
  readonly secret: string | null
  /** Secrets of before, which only open what they sealed; null for none. */
  readonly previousSecret: string | null
  /** Address people reach the server at, when it differs from the one it listens on. */
  readonly publicUrl: string | null
  /** Further names people and programs reach the server by. */
  readonly hosts: readonly string[]
  /** Hosts inside of the network that plugins may ask. */
  readonly httpPrivateHosts: readonly string[]
  /** Whose `X-Forwarded-For` and `-Proto` are believed: the last so many proxies, or those with these addresses. */
  readonly trustProxy: TrustedProxies
  /** Where mails of plugins go; null keeps them in the outbox. */
  readonly mailServer: MailServer | null
  /** Seconds after which an idle connection is closed. */
  readonly keepAliveSeconds: number
  readonly logLevel: string
  /** Redis that several servers share answers through; null for none. */
  readonly redisUrl: string | null
  /** Megabytes of answers kept in memory; 0 computes each anew. */
  readonly cacheMb: number
  /** Connections to PostgreSQL that tenants' transactions run on; four more are kept for keys, sessions, sign-in and health. */
  readonly connections: number
  /** Statements of one tenant that run at once. */
  readonly statementsPerTenant: number
  /** Seconds a statement may hold the embedded database. */
  readonly statementSeconds: number
  /** Questions of one tenant that may wait for their turn. */
  readonly waitingPerTenant: number
  /** Megabytes of events that may wait to be stored; a tenant's share is a quarter. */
  readonly ingestMb: number
  /** Requests one address may make in a minute; 0 for no limit. */
  readonly requestsPerMinute: number
  /** Streams of live news that may be open at once; a tenant's share is a half. */
  readonly liveConnections: number
  /** Longest time code may keep the process from answering before it is interrupted; 0 for ever. */
  readonly watchdogSeconds: number
}

/** Reads the configuration. Empty variables count as left out. Throws `config_invalid` with one line that names each wrong one. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw serverErrors('config_invalid', { problems: problems.join('; ') })
  }
  const value = result.data
  const named = value.TESSERA_URL !== undefined || value.TESSERA_HOSTS.length > 0
  const reachable = named || !isLoopback(value.HOST) || value.TESSERA_TRUST_PROXY !== 0
  return {
    port: value.PORT,
    host: value.HOST,
    root: resolve(value.TESSERA_ROOT),
    databaseUrl: value.DATABASE_URL ?? null,
    databaseLogin: value.TESSERA_DATABASE_LOGIN ?? null,
    dataDir: value.TESSERA_DATA_DIR,
    demo: value.TESSERA_DEMO ?? (value.DATABASE_URL === undefined && !reachable),
    pages: value.TESSERA_PAGES ?? true,
    daily: value.TESSERA_DAILY ?? true,
    demoByName: value.TESSERA_DEMO === true,
    reachable,
    secret: value.TESSERA_SECRET ?? null,
    previousSecret: value.TESSERA_SECRET_PREVIOUS ?? null,
    publicUrl: value.TESSERA_URL ?? null,
    hosts: value.TESSERA_HOSTS,
    httpPrivateHosts: value.TESSERA_HTTP_PRIVATE_HOSTS,
    trustProxy: value.TESSERA_TRUST_PROXY,
    mailServer:
      value.TESSERA_SMTP_URL === undefined || value.TESSERA_MAIL_FROM === undefined
        ? null
        : { url: value.TESSERA_SMTP_URL, from: value.TESSERA_MAIL_FROM },
    keepAliveSeconds: value.TESSERA_KEEP_ALIVE_SECONDS,
    logLevel: value.LOG_LEVEL,
    redisUrl: value.REDIS_URL ?? null,
    cacheMb: value.TESSERA_CACHE_MB,
    connections: value.TESSERA_CONNECTIONS,
    statementsPerTenant: value.TESSERA_STATEMENTS_PER_TENANT,
    statementSeconds: value.TESSERA_STATEMENT_SECONDS,
    waitingPerTenant: value.TESSERA_WAITING_PER_TENANT,
    ingestMb: value.TESSERA_INGEST_MB,
    requestsPerMinute: value.TESSERA_REQUESTS_PER_MINUTE,
    liveConnections: value.TESSERA_LIVE_CONNECTIONS,
    watchdogSeconds: value.TESSERA_WATCHDOG_SECONDS,
  }
}

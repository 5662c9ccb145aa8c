import type { Database } from '@tessera/database'
import { betterAuth } from 'better-auth'
import { organization } from 'better-auth/plugins/organization'
import { addressHeader } from './auth-headers.ts'
import { demoSignIn } from './demo-sign-in.ts'

export interface AuthOptions {
  readonly database: Database
  /** Signs session cookies. */
  readonly secret: string
  /** Address of the server as people see it; decides whether cookies are `Secure`, and below which path they are sent. */
  readonly url: string
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error' | 'success', message: string) => void
}

/**
 * Sign-in by better-auth: users, sessions, memberships. An organization is a tenant and has its id; the organization
 * active in the session is the tenant a person acts in.
 *
 * What is handed out are the few functions the server calls by name. better-auth's router, which would find an endpoint by the
 * URL of a request, is not among them, so no address opens an endpoint that is not offered.
 *
 * Sign-up is off (admins add people), cross-site protection and rate limits are the server's own: they cover all
 * endpoints, not only these.
 */
export function createAuth(options: AuthOptions) {
  const { database } = options
  const auth = betterAuth({
    appName: 'Tessera',
    baseURL: new URL(options.url).origin,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: database.owner.withSchema('auth'), type: 'postgres', transaction: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    advanced: {
      cookiePrefix: 'tessera',
      useSecureCookies: options.url.startsWith('https:'),
      // why: below a path, other programs of the same host get none of these
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        path: new URL(options.url).pathname.replace(/\/+$/, '') || '/',
      },
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // why: it would look for the tables in `public`; a test compares them with what it expects instead
      database: { generateId: 'uuid', validateSchema: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // why: it warns of each wrong password without saying whose; the server's own line says it
    logger: { level: 'error', log: (level, message) => options.log(level, message) },
    plugins: [organization({ allowUserToCreateOrganization: false }), demoSignIn()],
  })
  const { getSession, signInEmail, signInDemo, signOut } = auth.api
  return { options: auth.options, context: auth.$context, api: { getSession, signInEmail, signInDemo, signOut } }
}

export type Auth = ReturnType<typeof createAuth>

import { meetingTrouble } from '@tessera/database'
import { pluginErrors } from '@tessera/plugin-api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findDemoPerson } from '@tessera/tenancy'
import type { Config } from '../config.ts'
import { serverErrors } from '../errors.ts'
import type { Admission } from '../http/admission.ts'
import { bodyLimits } from '../http/body-limits.ts'
import { callerAddress } from '../http/caller-address.ts'
import { parseInput } from '@tessera/plugin-api/server'
import { rates } from '../http/security.ts'
import type { Services } from '../services.ts'
import { authHeaders, isEmail, isPassword, setPassword, signInAttempts, signInByPassword } from '@tessera/identity'

const demoBody = z.strictObject({ role: z.enum(['viewer', 'editor', 'admin']) })
const passwordBody = z.object({ email: z.string().max(320), password: z.string().max(1000) })
const changeBody = z.object({ currentPassword: z.string().max(1000), newPassword: z.string().max(1000) })

function passCookies(reply: FastifyReply, response: Response): void {
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) void reply.header('set-cookie', cookies)
}

const passedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/** A proxy says that it passes the request on for somebody else. */
const isPassedOn = ({ headers }: FastifyRequest) => passedOn.some((name) => headers[name] !== undefined)

/** Tries passwords within the limits of account and address; what fails is logged. */
function passwordDoor({ log }: Services) {
  const attempt = signInAttempts()
  return async <Found>(
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly door: string },
    account: string,
    check: () => Promise<Found | null>,
  ): Promise<Found | null> => {
    const { request, reply, door } = exchange
    const address = callerAddress(request)
    // why: people type their password into the wrong field
    const who = { account: isEmail(account) ? account : 'no e-mail address', address, door }
    // why: who guesses at one door must not keep anybody out of the other
    const outcome = await attempt({ account: `${door} ${account}`, address }, check)
    if ('waitSeconds' in outcome) {
      const seconds = outcome.waitSeconds
      log.warn({ ...who, seconds }, 'a password was not tried: too many failures')
      void reply.header('retry-after', seconds)
      throw serverErrors('rate_limited', { seconds })
    }
    if (outcome.found === null) log.warn(who, 'a password was wrong')
    return outcome.found
  }
}

/**
 * Sign-in by password and, where the demo is on, as a demo person with one click; sign-out; a new password. These addresses
 * are all of better-auth that can be reached, and each calls what it needs by name: the URL of a request decides nothing more.
 */
export function serveSignIn(
  fastify: FastifyInstance,
  services: Services,
  { demoByName }: Pick<Config, 'demoByName'>,
): void {
  const { auth, callers, database, demo } = services
  const { owner } = database
  const limited = { config: { rateLimit: { max: rates.signIn, timeWindow: 60_000 } } }
  const tryPassword = passwordDoor(services)

  fastify.post('/api/auth/sign-in/email', limited, async (request, reply) => {
    const { email, password } = parseInput(passwordBody, request.body ?? {})
    const response = await tryPassword({ request, reply, door: 'sign-in' }, email, () =>
      signInByPassword(
        { owner, auth },
        { email, password },
        authHeaders({ headers: request.headers, address: callerAddress(request) }),
      ),
    )
    // why: a malformed address, an unknown one and a wrong password read the same to a stranger
    if (!response) throw serverErrors('credentials_wrong', {})
    passCookies(reply, response)
    return { ok: true }
  })
  fastify.post('/api/demo/sign-in', limited, async (request, reply) => {
    // why: a proxy on this machine makes strangers look like somebody who sits at it
    if (!demo || (!demoByName && isPassedOn(request))) throw serverErrors('demo_off', {})
    const { role } = parseInput(demoBody, request.body ?? {})
    const userId = await findDemoPerson(owner, role)
    if (!userId) throw serverErrors('demo_off', {})
    const headers = authHeaders({ headers: request.headers, address: callerAddress(request) })
    const signIn = () => auth.api.signInDemo({ body: { userId }, headers, asResponse: true })
    passCookies(reply, await meetingTrouble(signIn))
    return { ok: true }
  })
  fastify.post('/api/auth/sign-out', async (request, reply) => {
    const signOut = () =>
      auth.api.signOut({
        body: {},
        headers: authHeaders({ headers: request.headers, address: callerAddress(request) }),
        asResponse: true,
      })
    passCookies(reply, await meetingTrouble(signOut))
    return { ok: true }
  })
  fastify.get('/api/auth/get-session', async (request, reply) => {
    const found = await callers.session(request.headers)
    const said = found && { session: { id: found.sessionId }, user: found.user }
    return reply.type('application/json').send(JSON.stringify(said))
  })
  const signedIn: Admission = async (request) => ((await callers.session(request.headers)) ? bodyLimits.small : null)
  const change = { config: { ...limited.config, admission: signedIn } }
  fastify.post('/api/auth/change-password', change, async (request, reply) => {
    const found = await callers.session(request.headers)
    if (!found) throw pluginErrors('signed_out', {})
    const { currentPassword, newPassword } = parseInput(changeBody, request.body ?? {})
    const { sessionId, user } = found
    const right = await tryPassword({ request, reply, door: 'change-password' }, user.email, async () =>
      (await isPassword({ owner, auth }, user.id, currentPassword)) ? true : null,
    )
    if (!right) throw serverErrors('password_wrong', {})
    await setPassword({ owner, auth }, user, { password: newPassword, keepSession: sessionId })
    return { ok: true }
  })
}

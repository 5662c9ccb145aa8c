import type { ProcedureMeta } from '@tessera/plugin-api/server'
import type { AnyTRPCProcedure } from '@trpc/server'
import type { FastifyRequest } from 'fastify'
import type { Admission } from '../http/admission.ts'
import { bodyLimits, type BodyLimits } from '../http/body-limits.ts'
import type { Services } from '../services.ts'
import { readIdentity, type Identity } from './caller.ts'

function limitsFor(caller: Identity | null, procedure: AnyTRPCProcedure): BodyLimits | null {
  const { plugin, scopes, body = 'small' }: ProcedureMeta = procedure._def.meta ?? {}
  // why: who may call it is said later, but of strangers not much is read
  if (scopes === undefined) return caller?.tenant ? bodyLimits[body] : bodyLimits.small
  if (!caller?.tenant || !scopes.every((scope) => caller.scopes.has(scope))) return null
  return plugin === undefined || caller.plugins.has(plugin) ? bodyLimits[body] : null
}

/**
 * Reads the key or session before the body of a call. The body is read as far as the largest of the procedures takes it that the
 * caller may call; it is left unread where there is none, and their own gates refuse.
 */
export function admitCallers(
  services: Services,
  called: (request: FastifyRequest) => readonly AnyTRPCProcedure[],
): Admission {
  return async (request) => {
    const procedures = called(request)
    const caller = await readIdentity(services, request.headers).catch(() => null)
    const limits = procedures.flatMap((procedure) => limitsFor(caller, procedure) ?? [])
    return limits.toSorted((a, b) => b.bytes - a.bytes)[0] ?? null
  }
}

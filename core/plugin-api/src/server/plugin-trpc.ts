import type { TRPCProcedureBuilder, TRPCUnsetMarker } from '@trpc/server'
import { rightId, type CoreRightId } from '../core-rights.ts'
import { pluginErrors } from '../errors.ts'
import type { PluginSpec } from '../plugin.ts'
import { markGate } from './gate.ts'
import type { TenantServices } from './services/tenant-services.ts'
import { trpc, type ProcedureMeta, type RequestContext } from './trpc.ts'

declare const rightIsNamed: unique symbol

/** Meta of a procedure whose right is named. */
export interface GatedMeta<Right extends string> extends ProcedureMeta {
  readonly [rightIsNamed]?: Right
}

type Builder<P extends PluginSpec, Meta> = TRPCProcedureBuilder<
  RequestContext,
  Meta,
  TenantServices<P>,
  TRPCUnsetMarker,
  TRPCUnsetMarker,
  TRPCUnsetMarker,
  TRPCUnsetMarker,
  false
>

type RightName<P> = CoreRightId | (P extends { permissions: infer Own } ? Extract<keyof Own, string> : never)

/** Builder of a plugin's procedures. The host has each stand behind its gate; a query without `needs` asks for `metrics:read`. */
export type PluginProcedure<P extends PluginSpec> = Builder<P, ProcedureMeta> & {
  /** Names the right its callers need: one of the contract's `permissions`, or one of core's. Every mutation begins with it. */
  readonly needs: <const Name extends RightName<P>>(right: Name) => Builder<P, GatedMeta<Name>>
}

function behind(plugin: PluginSpec, right: string, named: boolean): object {
  // Whoever mounts it has refused everybody else before: this narrows the type, and holds where it is called by itself.
  const inTenant = trpc.procedure.use(({ ctx, next }) => {
    if (!ctx.tenant) throw pluginErrors('signed_out', {})
    return next({ ctx: { ...ctx, ...ctx.services(plugin) } })
  })
  return markGate(inTenant, { plugin: plugin.id, rights: [right], named })
}

/**
 * Router and procedure of one plugin. Where a plugin is mounted, the host lets nobody through but callers of a tenant that has
 * the plugin enabled who hold the right of the procedure, and reads no input before.
 */
export function pluginTrpc<const P extends PluginSpec>(plugin: P) {
  const needs = (right: string) => behind(plugin, rightId(plugin.id, right), true)
  const procedure = Object.assign(behind(plugin, 'metrics:read', false), { needs })
  return { router: trpc.router, procedure: procedure as PluginProcedure<P> }
}

type Ungated<Record, Path extends string = ''> = string extends keyof Record
  ? never
  : {
      [Name in Extract<keyof Record, string>]: Record[Name] extends { _def: { procedure: true; type: infer Type } }
        ? Type extends 'mutation'
          ? typeof rightIsNamed extends keyof Record[Name]['meta' & keyof Record[Name]]
            ? never
            : `${Path}${Name}`
          : never
        : Ungated<Record[Name], `${Path}${Name}.`>
    }[Extract<keyof Record, string>]

/** Names of a router's mutations that name no right, those of routers inside with their path. */
export type UngatedMutations<Routes> = Routes extends { _def: { record: infer Record } } ? Ungated<Record> : never

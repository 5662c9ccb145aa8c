import type { PluginSpec } from '@tessera/plugin-api'
import { assertPasses, gatesOf, type Caller, type ProcedureMeta, type RequestContext } from '@tessera/plugin-api/server'
import type { AnyTRPCProcedure, TRPCRouterRecord } from '@trpc/server'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { runAs } from './run-as.ts'
import { untilRefused } from './until-refused.ts'

/** The context a plugin's code is given: whatever it asks for, it works as the plugin. */
function ownContext(contract: PluginSpec, ctx: RequestContext): RequestContext {
  const own = ctx.services(contract)
  return { ...ctx, transaction: own.transaction, services: () => own }
}

interface Call {
  readonly ctx: RequestContext
  readonly signal?: AbortSignal | undefined
}

type Invoke = (call: Call) => unknown

/** Starts a subscription whose caller is judged as long as it is open. Its signal is aborted however it ends. */
async function whileJudged(call: Call, judge: (caller: Caller) => void, run: Invoke): Promise<unknown> {
  const refused = call.ctx.judgeAgain?.(judge)
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, ...[call.signal, refused].filter((one) => one !== undefined)])
  const opened = await run({ ...call, signal, ctx: { ...call.ctx, signal } })
  const isStream = typeof opened === 'object' && opened !== null && Symbol.asyncIterator in opened
  return isStream && refused ? untilRefused(opened as AsyncIterable<unknown>, refused, () => over.abort()) : opened
}

/** The same procedure behind its gate, which is passed before anything of the plugin runs or any input is read. */
function gated(contract: PluginSpec, procedure: AnyTRPCProcedure): AnyTRPCProcedure {
  const { id: plugin } = contract
  const invoke = procedure as unknown as Invoke
  const named = [...new Set(gatesOf(procedure).flatMap((gate) => gate.rights))]
  // why: what the check at start refuses is not open here either
  const rights = named.length === 0 ? ['metrics:read'] : named
  const meta: ProcedureMeta = { ...Object(procedure._def.meta), plugin, scopes: rights }
  const mounted: Invoke = async (call) => {
    const judge = (caller: Caller) => assertPasses(caller, { plugin, rights })
    judge(call.ctx)
    const run = (one: Call) => runAs(plugin, () => invoke({ ...one, ctx: ownContext(contract, one.ctx) }))
    return procedure._def.type === 'subscription' ? whileJudged(call, judge, run) : run(call)
  }
  return Object.assign(mounted, procedure, { meta, _def: { ...procedure._def, meta } }) as never
}

function gatedRecord(contract: PluginSpec, record: TRPCRouterRecord): TRPCRouterRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, item]) => [
      name,
      typeof item === 'function' ? gated(contract, item) : gatedRecord(contract, item as TRPCRouterRecord),
    ]),
  )
}

/** Procedures of a plugin as a host mounts them: each behind its gate, and known to run the plugin's code. */
export function mountRoutes({ contract, server }: LoadedPlugin): TRPCRouterRecord {
  return gatedRecord(contract, (server?.routes?._def.record ?? {}) as TRPCRouterRecord)
}

import { gatesOf } from '@tessera/plugin-api/server'
import type { AnyTRPCProcedure } from '@trpc/server'
import type { TestCaller } from '../host/call-procedure.ts'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

/** Inputs to call procedures with, by their names within the plugin. */
export type CallInputs = Readonly<Record<string, unknown>>

interface Knock {
  readonly who: string
  readonly caller: TestCaller
  /** What must be answered. */
  readonly code: string
}

function proceduresOf({ plugin }: Pick<Subject, 'plugin'>): readonly (readonly [string, AnyTRPCProcedure])[] {
  return Object.entries((plugin.server?.routes?._def.procedures ?? {}) as Readonly<Record<string, AnyTRPCProcedure>>)
}

function knocksOn({ host, plugin, a, b }: Subject, procedure: AnyTRPCProcedure): readonly Knock[] {
  const others = host.registry.order.filter((id) => id !== plugin.id)
  const rights = host.registry.rights().map(({ id }) => id)
  const without = (right: string): Knock => ({
    who: `a caller without the right '${right}'`,
    caller: { tenant: a, scopes: rights.filter((id) => id !== right) },
    code: 'scope_missing',
  })
  return [
    { who: 'nobody', caller: { tenant: null }, code: 'signed_out' },
    { who: 'a tenant that has the plugin off', caller: { tenant: b, plugins: others }, code: 'plugin_disabled' },
    ...gatesOf(procedure).flatMap((gate) => gate.rights.map(without)),
  ]
}

/** Every procedure refuses who may not call it, before it looks at the input. */
export async function checkGates(subject: Subject, inputs: CallInputs = {}): Promise<Finding[]> {
  const { host, plugin } = subject
  const found: Finding[] = []
  for (const [name, procedure] of proceduresOf(subject)) {
    for (const { who, caller, code } of knocksOn(subject, procedure)) {
      const called = { plugin: plugin.id, name, input: inputs[name] ?? null }
      const met = await host.call(caller, called).then(
        () => 'an answer',
        (error: unknown) => (Object(error).code === code ? null : `'${reasonOf(error)}'`),
      )
      if (met !== null) found.push(finding('procedure_open', { procedure: `${plugin.id}.${name}`, who, met, code }))
    }
  }
  return found
}

/** What a query answers one tenant, as text; null where it cannot be called. */
export type Told = ReadonlyMap<string, string | null>

const takesInput = ({ _def }: AnyTRPCProcedure) => _def.inputs.length > 0

/** Calls every query as a tenant: those that take an input only where one is given. */
export async function tellAll(subject: Subject, tenant: Subject['a'], inputs: CallInputs = {}): Promise<Told> {
  const { host, plugin } = subject
  const told = new Map<string, string | null>()
  for (const [name, procedure] of proceduresOf(subject)) {
    if (procedure._def.type !== 'query') continue
    if (takesInput(procedure) && !Object.hasOwn(inputs, name)) continue
    const answer = await host.call({ tenant }, { plugin: plugin.id, name, input: inputs[name] }).then(
      (value) => JSON.stringify(value) ?? '',
      () => null,
    )
    told.set(name, answer)
  }
  return told
}

/** A tenant without rows is told the same before and after another has got some. */
export function checkUntold({ plugin }: Pick<Subject, 'plugin'>, before: Told, after: Told): Finding[] {
  return [...after]
    .filter(([name, answer]) => answer !== null && before.get(name) !== answer)
    .map(([name]) => finding('procedure_leaks', { procedure: `${plugin.id}.${name}` }))
}

/** Queries that could not be called, for want of an input. */
export function untried(subject: Pick<Subject, 'plugin'>, inputs: CallInputs = {}): Finding[] {
  return proceduresOf(subject)
    .filter(
      ([name, procedure]) => procedure._def.type === 'query' && takesInput(procedure) && !Object.hasOwn(inputs, name),
    )
    .map(([name]) => finding('procedure_untried', { procedure: `${subject.plugin.id}.${name}`, name }))
}

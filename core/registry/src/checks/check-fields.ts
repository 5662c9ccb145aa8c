import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { nearest } from '../model/nearest.ts'
import { contractFields, declaredFields, mailFields, queryFields, unifiedFields } from './contract-fields.ts'

function assertKnown(where: string, given: unknown, known: readonly string[]): void {
  const field = Object.keys(typeof given === 'object' && given !== null ? given : {}).find(
    (name) => !known.includes(name),
  )
  if (field !== undefined) throw registryErrors('field_unknown', { where, field, meant: nearest(field, known) })
}

/** A contract says nothing that nobody reads. */
export function checkFields({ contract }: LoadedPlugin): void {
  assertKnown('the contract', contract, contractFields)
  assertKnown('mail', contract.mail, mailFields)
  assertKnown('unified', contract.unified, unifiedFields)
  for (const [kind, { word, fields }] of Object.entries(declaredFields)) {
    const declared = contract[kind as keyof typeof declaredFields] ?? {}
    for (const [name, spec] of Object.entries(declared)) {
      assertKnown(`${word} '${name}'`, spec, fields)
      if (kind === 'panels')
        assertKnown(`the query of panel '${name}'`, (spec as { query?: unknown }).query, queryFields)
    }
  }
}

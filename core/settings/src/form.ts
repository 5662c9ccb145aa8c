import type { PluginSpec } from '@tessera/plugin-api'
import type { SettingField } from '@tessera/plugin-api/wire'
import { z } from 'zod'
import { allFieldsOf } from './settings-of.ts'

interface Described {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly units?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly unknown[]
  readonly maxLength?: number
  readonly writeOnly?: boolean
}

// why: whole numbers of JSON Schema are bounded by what a number holds exactly, which says nothing to a reader
const said = (bound: number | undefined) =>
  bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? null : bound

const kindOf = ({ type, enum: choices, writeOnly }: Described): SettingField['kind'] => {
  if (writeOnly) return 'secret'
  if (choices) return 'choice'
  if (type === 'integer' || type === 'number' || type === 'boolean') return type
  return type === 'string' ? 'text' : 'json'
}

/** The fields of a plugin's settings as a form shows them, in the order they are declared. */
export function settingsForm(contract: Pick<PluginSpec, 'settings'>): SettingField[] {
  const defaults = (contract.settings?.safeParse({}).data ?? {}) as Readonly<Record<string, unknown>>
  return Object.entries(allFieldsOf(contract)).map(([name, field]) => {
    const described = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' }) as Described
    return {
      name,
      kind: kindOf(described),
      title: described.title ?? name,
      description: described.description ?? '',
      unit: described.units ?? null,
      least: said(described.minimum),
      most: said(described.maximum),
      choices: (described.enum ?? []).map(String),
      usual: defaults[name] ?? null,
    }
  })
}

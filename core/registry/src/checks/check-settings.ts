import { isSecret, ProblemError } from '@tessera/plugin-api'
import { z } from 'zod'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

const camel = /^[a-z][a-zA-Z0-9]*$/

interface Wrapped {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly defaultValue?: unknown
}

/** Whether a field has a default that it would refuse: zod answers a default as it stands. */
function hasUnfitDefault(field: z.ZodType): boolean {
  const { type, innerType, defaultValue } = field.def as Wrapped
  // why: the default of what is transformed is what that makes of it
  if (innerType === undefined || innerType.def.type === 'pipe') return false
  return (type === 'default' && !innerType.safeParse(defaultValue).success) || hasUnfitDefault(innerType)
}

/** Settings are an object of named fields, each with a default or optional, that a form can show. */
export function checkSettings({ contract }: LoadedPlugin): void {
  const { settings } = contract
  if (settings === undefined) return
  const wrong = (reason: string) => registryErrors('settings_wrong', { reason })
  if (!(settings instanceof z.ZodObject)) throw wrong('they are no z.object({ … })')
  const name = Object.keys(settings.shape).find((each) => !camel.test(each))
  if (name !== undefined) throw wrong(`'${name}' is no camelCase name`)
  const issue = settings.safeParse({}).error?.issues[0]
  if (issue) throw wrong(`'${issue.path.join('.')}' has no default; give it one, or make it optional`)
  const fields = Object.entries(settings.shape as Readonly<Record<string, z.ZodType>>)
  const unfit = fields.find(([, field]) => hasUnfitDefault(field))
  if (unfit) throw wrong(`the default of '${unfit[0]}' is none of the values it takes; give it one that is`)
  const given = fields.find(([, field]) => isSecret(field) && field.safeParse(undefined).data !== undefined)
  if (given) throw wrong(`the secret '${given[0]}' has a default, which everybody with the code reads; leave it out`)
  try {
    const { properties = {} } = z.toJSONSchema(settings, { io: 'input' })
    const nested = fields.find(
      ([field]) => !isSecret(settings.shape[field]) && JSON.stringify(properties[field]).includes('"writeOnly":true'),
    )
    if (nested) throw wrong(`a secret stands inside of '${nested[0]}'; make it a field of the settings itself`)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw wrong(`no form can show them: ${(error as Error).message}`)
  }
}

import { z } from 'zod'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

const camel = /^[a-z][a-zA-Z0-9]*$/

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
  try {
    z.toJSONSchema(settings, { io: 'input' })
  } catch (error) {
    throw wrong(`no form can show them: ${(error as Error).message}`)
  }
}

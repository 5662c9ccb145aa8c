import type { EventType } from '@tessera/plugin-api/server'
import { finding, reasonOf, type Finding } from './findings.ts'
import type { Subject } from './subject.ts'

interface JsonSchema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly [keyword: string]: unknown
}

/** Names of the properties a schema speaks of, in all its alternatives. */
function propertyNames(schema: JsonSchema): string[] {
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => (schema[keyword] as JsonSchema[] | undefined) ?? [])
  return [...Object.keys(schema.properties ?? {}), ...parts.flatMap(propertyNames)]
}

const nonsense = { rubbish: [['not what was asked for']] }

function rubbishFor(type: EventType): readonly { readonly given: string; readonly properties: unknown }[] {
  const names = propertyNames(type.properties.toJSONSchema({ io: 'input', unrepresentable: 'any' }))
  const wrong = {
    given: `nonsense in ${names.join(', ')}`,
    properties: Object.fromEntries(names.map((n) => [n, nonsense])),
  }
  const bare = ['text', 17, null].map((properties) => ({
    given: `${JSON.stringify(properties)} as properties`,
    properties,
  }))
  return names.length > 0 ? [wrong, ...bare] : bare
}

/** Every event type rejects properties that cannot be right, and says why. */
export function checkEvents({ plugin }: Pick<Subject, 'plugin'>): Finding[] {
  const found: Finding[] = []
  for (const [event, type] of Object.entries(plugin.server?.events ?? {})) {
    try {
      for (const { given, properties } of rubbishFor(type)) {
        const parsed = type.properties.safeParse(properties)
        if (parsed.success) found.push(finding('rubbish_accepted', { event, given }))
        else if (parsed.error.issues.some(({ message }) => message.trim().length < 5)) {
          found.push(finding('rubbish_unexplained', { event, given, reason: parsed.error.message }))
        }
      }
    } catch (error) {
      found.push(finding('rubbish_unexplained', { event, given: 'rubbish', reason: reasonOf(error) }))
    }
  }
  return found
}

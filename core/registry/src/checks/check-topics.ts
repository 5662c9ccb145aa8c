import { coreRights } from '@tessera/plugin-api'
import { z } from 'zod'
import { registryErrors } from '../errors.ts'
import { nearest } from '../model/nearest.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

/** Every topic has a title, a shape and, where it names one, a right that there is. */
export function checkTopics({ contract }: LoadedPlugin): void {
  for (const [topic, spec] of Object.entries(contract.topics ?? {})) {
    const wrong = (reason: string) => registryErrors('topic_wrong', { topic, reason })
    const { title, data, needs } = Object(spec) as Readonly<Record<string, unknown>>
    if (typeof title !== 'string' || title.trim() === '') throw wrong('it has no title')
    if (!(data instanceof z.ZodType)) throw wrong('its data is no schema of zod; write z.object({ … })')
    if (needs === undefined) continue
    const known = [...Object.keys(contract.permissions ?? {}), ...Object.keys(coreRights)]
    if (known.includes(String(needs))) continue
    throw registryErrors('right_unknown', {
      where: `topic '${topic}'`,
      right: String(needs),
      meant: nearest(String(needs), known),
    })
  }
}

import type { Target } from '@tessera/plugin-api/wire'
import { registryErrors } from '../errors.ts'

const bounds = ['gt', 'gte', 'lt', 'lte'] as const

/** Refuses a target without exactly one finite bound. */
export function checkTarget(where: string, target: Target): void {
  const given = bounds.map((bound) => target[bound]).filter((value) => value !== undefined)
  if (given.length !== 1 || !given.every(Number.isFinite)) throw registryErrors('target_wrong', { where })
}

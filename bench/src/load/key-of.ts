import { createKey } from '@tessera/identity'
import type { BenchTenant } from '../data/world.ts'
import type { BenchDatabase } from '../database/bench-database.ts'

/** Makes an API key of a tenant that may read metrics. */
export async function keyOf(
  { services }: Pick<BenchDatabase, 'services'>,
  { id }: Pick<BenchTenant, 'id'>,
): Promise<string> {
  const { owner } = services.database
  const made = await createKey(owner, {
    tenantId: id,
    name: 'bench',
    scopes: ['metrics:read'],
    ownerId: null,
    expiresAt: null,
  })
  return made.key
}

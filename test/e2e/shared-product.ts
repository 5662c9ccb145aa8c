import { inject } from 'vitest'
import type { Product } from './product.ts'

/**
 * The product that several files of tests share, with plugins for each: `test/infra/shared-product.ts` starts it. Name the tenant in
 * addresses, and ask for what others cannot change.
 */
export async function sharedProduct(): Promise<Pick<Product, 'address' | 'dataDir'>> {
  const answer = await fetch(inject('sharedProduct'))
  const said = await answer.text()
  if (!answer.ok) throw new Error(said)
  return JSON.parse(said) as Pick<Product, 'address' | 'dataDir'>
}

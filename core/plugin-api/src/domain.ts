import { freeze } from './freeze.ts'

/** Parts of a business that plugins speak of, in the order navigation shows them. */
export const domains = freeze({
  integrations: 'Integrations',
  product: 'Product',
  saas: 'SaaS',
  customer_success: 'Customer success',
  support: 'Support',
  sales: 'Sales',
  marketing: 'Marketing',
})

/** One of `domains`. */
export type Domain = keyof typeof domains

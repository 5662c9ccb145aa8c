/** Plugins that accounts are reckoned from, beside what is recorded here, and what each tells. */
export const sources = {
  'saas-metrics': { title: 'SaaS metrics', tells: 'revenue, invoices and renewals' },
  support: { title: 'Support', tells: 'tickets and ratings' },
  'product-analytics': { title: 'Product analytics', tells: 'logins and use of features' },
} as const

/** Where revenue comes from. */
export const revenue = ['saas-metrics'] as const
/** Where tickets and ratings come from. */
export const tickets = ['support'] as const
/** Where use of the product comes from. */
export const use = ['product-analytics'] as const
/** Where health and churn risk come from. */
export const scores = ['saas-metrics', 'support', 'product-analytics'] as const

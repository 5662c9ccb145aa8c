/** Pages of a tenant, below its place; the router draws them there. A name after a colon is one step of the address, the star is all that follows. */
export const pagePaths = {
  home: '/',
  shortMetrics: '/metrics',
  shortDashboard: '/dashboard',
  shortAnalytics: '/dashboard/analytics',
  dashboard: '/d/:dashboardId',
  catalogue: '/catalogue',
  kinds: '/catalogue/kinds',
  metric: '/catalogue/:metricId',
  targets: '/targets',
  import: '/import',
  plugins: '/admin/plugins',
  keys: '/admin/keys',
  outbox: '/admin/outbox',
  background: '/admin/background',
  pluginPage: '/p/:plugin/*',
} as const

/** Pages of no tenant. */
export const outsidePaths = { signIn: '/sign-in', gallery: '/gallery' } as const

/**
 * Every address that is a page. The build tells the server, which answers 404 for all others. The page of a tenant has its address
 * without the tenant too, which leads to the tenant last used.
 */
export const allPaths: readonly string[] = [
  ...Object.values(outsidePaths),
  ...Object.values(pagePaths),
  ...Object.values(pagePaths).map((path) => `/t/:tenant${path}`),
]

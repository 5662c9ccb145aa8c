/**
 * Where the pages lie: the router draws them there, and the build tells the server, which answers 404 for all other addresses.
 * A name after a colon is one step of the address, the star is all that follows.
 */
export const pagePaths = {
  home: '/',
  signIn: '/sign-in',
  gallery: '/gallery',
  dashboard: '/d/:dashboardId',
  catalogue: '/catalogue',
  kinds: '/catalogue/kinds',
  metric: '/catalogue/:metricId',
  plugins: '/admin/plugins',
  keys: '/admin/keys',
  pluginPage: '/p/:plugin/*',
} as const

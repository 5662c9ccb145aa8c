import { createBrowserRouter, type RouteObject } from 'react-router'
import { ErrorPage } from '../pages/error-page.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { pageTenant, tenantBase } from '../api/tenant-address.ts'
import { outsidePaths, pagePaths } from './page-paths.ts'
import { SignedIn } from './signed-in.tsx'
import { ToTenant } from './to-tenant.tsx'

const inside: RouteObject[] = [
  { index: true, lazy: { Component: async () => (await import('../pages/home-page.tsx')).HomePage } },
  {
    path: pagePaths.shortMetrics,
    lazy: { Component: async () => (await import('../pages/home-page.tsx')).HomePage },
  },
  {
    path: pagePaths.shortDashboard,
    lazy: { Component: async () => (await import('../pages/home-page.tsx')).HomePage },
  },
  {
    path: pagePaths.shortAnalytics,
    lazy: { Component: async () => (await import('../pages/home-page.tsx')).HomePage },
  },
  {
    path: pagePaths.dashboard,
    lazy: { Component: async () => (await import('../dashboard/dashboard-page.tsx')).DashboardPage },
  },
  {
    path: pagePaths.catalogue,
    lazy: { Component: async () => (await import('../catalogue/catalogue-page.tsx')).CataloguePage },
  },
  {
    path: pagePaths.kinds,
    lazy: { Component: async () => (await import('../catalogue/kinds-page.tsx')).KindsPage },
  },
  {
    path: pagePaths.metric,
    lazy: { Component: async () => (await import('../catalogue/metric-page.tsx')).MetricPage },
  },
  {
    path: pagePaths.targets,
    lazy: { Component: async () => (await import('../targets/targets-page.tsx')).TargetsPage },
  },
  { path: pagePaths.import, lazy: { Component: async () => (await import('../import/import-page.tsx')).ImportPage } },
  { path: pagePaths.plugins, lazy: { Component: async () => (await import('../admin/plugins-page.tsx')).PluginsPage } },
  { path: pagePaths.keys, lazy: { Component: async () => (await import('../admin/keys-page.tsx')).KeysPage } },
  { path: pagePaths.outbox, lazy: { Component: async () => (await import('../admin/outbox-page.tsx')).OutboxPage } },
  {
    path: pagePaths.background,
    lazy: { Component: async () => (await import('../admin/background-page.tsx')).BackgroundPage },
  },
  {
    path: pagePaths.pluginPage,
    lazy: { Component: async () => (await import('../plugins/plugin-page.tsx')).PluginPage },
  },
  { path: '*', lazy: { Component: async () => (await import('../pages/not-found-page.tsx')).NotFoundPage } },
]

const outside: RouteObject[] = [
  {
    path: outsidePaths.signIn,
    lazy: { Component: async () => (await import('../pages/sign-in-page.tsx')).SignInPage },
  },
  {
    path: outsidePaths.gallery,
    lazy: { Component: async () => (await import('../gallery/gallery-page.tsx')).GalleryPage },
  },
  ...Object.values(pagePaths).map((path) => ({ path, element: <ToTenant /> })),
  { path: '*', lazy: { Component: async () => (await import('../pages/not-found-page.tsx')).NotFoundPage } },
]

/** The server tells addresses in capitals from others, so the router does. */
const exactly = (route: RouteObject): RouteObject => ({ ...route, caseSensitive: true })

/**
 * The routes of the tenant that the page was loaded for, or those of no tenant. Links name a page below the tenant's place, so no page
 * knows which tenant it is of; what leads out is another load of the page. A page that breaks shows its error inside the shell.
 */
export function makeRouter() {
  const tenant = pageTenant()
  const frame = { errorElement: <ErrorPage />, hydrateFallbackElement: <PageLoading /> }
  const guarded: RouteObject = {
    path: '/',
    element: <SignedIn />,
    ...frame,
    children: [{ errorElement: <ErrorPage />, children: inside.map(exactly) }],
  }
  const routes = tenant === null ? outside.map((route) => exactly({ ...frame, ...route })) : [guarded]
  return createBrowserRouter(routes, { basename: tenantBase(tenant) || '/' })
}

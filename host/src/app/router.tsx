import { createBrowserRouter, type RouteObject } from 'react-router'
import { ErrorPage } from '../pages/error-page.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { basePath } from '../api/base-path.ts'
import { pagePaths } from './page-paths.ts'
import { SignedIn } from './signed-in.tsx'

const inside: RouteObject[] = [
  { index: true, lazy: { Component: async () => (await import('../pages/home-page.tsx')).HomePage } },
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
  { path: pagePaths.plugins, lazy: { Component: async () => (await import('../admin/plugins-page.tsx')).PluginsPage } },
  { path: pagePaths.keys, lazy: { Component: async () => (await import('../admin/keys-page.tsx')).KeysPage } },
  {
    path: pagePaths.pluginPage,
    lazy: { Component: async () => (await import('../plugins/plugin-page.tsx')).PluginPage },
  },
  { path: '*', lazy: { Component: async () => (await import('../pages/not-found-page.tsx')).NotFoundPage } },
]

/** The server tells addresses in capitals from others, so the router does. */
const exactly = (route: RouteObject): RouteObject => ({ ...route, caseSensitive: true })

/** Every route. Pages are loaded when they are visited; a page that breaks shows its error inside the shell. */
export function makeRouter() {
  const routes: RouteObject[] = [
    {
      path: pagePaths.signIn,
      lazy: { Component: async () => (await import('../pages/sign-in-page.tsx')).SignInPage },
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <PageLoading />,
    },
    {
      path: pagePaths.gallery,
      lazy: { Component: async () => (await import('../gallery/gallery-page.tsx')).GalleryPage },
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <PageLoading />,
    },
    {
      path: '/',
      element: <SignedIn />,
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <PageLoading />,
      children: [{ errorElement: <ErrorPage />, children: inside.map(exactly) }],
    },
  ]
  return createBrowserRouter(routes, { basename: basePath() || '/' })
}

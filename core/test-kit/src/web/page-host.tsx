import type { UseQueryOptions } from '@tanstack/react-query'
import { customView, viewShape } from '@tessera/plugin-api'
import type { Frame } from '@tessera/plugin-api/wire'
import { panelQuery } from '@tessera/registry/web'
import type { LinkProps, PageHost, TimeScope } from '@tessera/ui/page'
import type { TestHost } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'

const shape = viewShape(customView)

/** The time scope of a page in a test: the last 30 days of the tenant, where nothing else is said. */
export function testTime(tenant: TestTenant, other: Partial<TimeScope> = {}): TimeScope {
  return {
    range: { last: 30, unit: 'day' },
    compare: [],
    timeZone: tenant.timeZone,
    segments: [],
    now: tenant.asOf.toISOString(),
    ...other,
  }
}

/** What a page gets of a test host: the tenant, the rights and settings given, figures by the engine. Its time scope stays as it is. */
export function pageHost(
  host: Pick<TestHost, 'query'>,
  page: {
    readonly tenant: TestTenant
    readonly rights: ReadonlySet<string>
    readonly settings: PageHost['settings']
    readonly time: Partial<TimeScope>
  },
): PageHost {
  const { tenant, rights, settings } = page
  const time = testTime(tenant, page.time)
  const base = `/t/${tenant.slug}`
  return {
    tenant,
    rights,
    settings,
    time,
    changeTime: () => {},
    question: (query, view = shape): UseQueryOptions<Frame> => ({
      queryKey: ['question', query, view],
      queryFn: () => host.query(tenant, panelQuery({ query, shape: view }, time)),
      retry: false,
    }),
    problemOf: (error) => {
      const { code, message } = Object(error) as { readonly code?: string; readonly message?: string }
      return { code: code ?? 'unknown', detail: message ?? String(error) }
    },
    named: () => {},
    TimeControls: () => null,
    Link: ({ to, className, children }: LinkProps) => (
      <a href={base + to} className={className}>
        {children}
      </a>
    ),
    hrefOf: (to) => base + to,
  }
}

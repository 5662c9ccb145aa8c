import { MantineProvider } from '@mantine/core'
import { PageHostContext, type PageHost } from '../page/page-host.ts'
import { cssVariables, theme } from '../theme/theme.ts'
import type { Scheme } from '../theme/tokens.ts'
import { pageCases } from './page-cases.tsx'

const schemes: readonly Scheme[] = ['light', 'dark']

const host: PageHost = {
  tenant: { id: 'a', slug: 'acme', name: 'Acme', timeZone: 'UTC', currency: 'EUR', weekStart: 1 },
  rights: new Set(),
  settings: {},
  time: { range: { last: 30, unit: 'day' }, compare: [], timeZone: 'UTC', segments: [], now: '2026-11-20T12:00:00Z' },
  changeTime: () => {},
  question: () => ({ queryKey: [], enabled: false }),
  problemOf: (error) => ({ code: 'unknown', detail: String(error) }),
  named: () => {},
  TimeControls: () => <p className="t-section-about">Range, comparison and zone stand here.</p>,
  Link: ({ to, className, children }) => (
    <a href={to} className={className}>
      {children}
    </a>
  ),
  hrefOf: (to) => to,
}

/** The parts of plugins' pages in every state, each in both themes. */
export function PageKit() {
  return (
    <PageHostContext value={host}>
      <div className="t-kit">
        {schemes.map((scheme) => (
          <div key={scheme} id={`kit-${scheme}`} data-mantine-color-scheme={scheme}>
            {/* why: what Mantine draws takes its colours from the element its provider names */}
            <MantineProvider
              theme={theme}
              cssVariablesResolver={cssVariables}
              cssVariablesSelector={`#kit-${scheme}`}
              forceColorScheme={scheme}
              getRootElement={() => undefined}
            >
              {pageCases.map(({ name, draw }) => (
                <div key={name} className="t-kit-case">
                  <p className="t-kit-name">{name}</p>
                  {draw(scheme)}
                </div>
              ))}
            </MantineProvider>
          </div>
        ))}
      </div>
    </PageHostContext>
  )
}

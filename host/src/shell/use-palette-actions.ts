import { useMantineColorScheme } from '@mantine/core'
import type { SpotlightActionData } from '@mantine/spotlight'
import { useNavigate } from 'react-router'
import { usePageNow } from '../session/now-context.ts'
import { useSession } from '../session/session-context.ts'
import { rangePresets } from '../state/range-presets.ts'
import { useViewState } from '../state/use-view-state.ts'

/** What the palette can do besides going somewhere. */
export function usePaletteActions(): {
  readonly actions: SpotlightActionData[]
  readonly ranges: SpotlightActionData[]
} {
  const { setColorScheme } = useMantineColorScheme()
  const { update } = useViewState()
  const { refresh } = usePageNow()
  const { role, mayImport } = useSession()
  const navigate = useNavigate()
  const action = (label: string, onClick: () => void): SpotlightActionData => ({ id: `a:${label}`, label, onClick })
  const pages = [
    ['Open the catalogue', '/catalogue'],
    ['Open targets', '/targets'],
    ...(mayImport ? ([['Import a file', '/import']] as const) : []),
    ...(role === 'admin' ? adminPages : []),
  ] as const
  const actions = [
    action('Refresh the figures', refresh),
    ...pages.map(([label, path]) => action(label, () => void navigate(path))),
    action('Theme: light', () => setColorScheme('light')),
    action('Theme: dark', () => setColorScheme('dark')),
    action('Theme: as the system', () => setColorScheme('auto')),
  ]
  const ranges = rangePresets.flatMap(({ items }) =>
    items.map(({ label, range }) => action(`Range: ${label}`, () => update({ range }))),
  )
  return { actions, ranges }
}

const adminPages = [
  ['Open plugins', '/admin/plugins'],
  ['Open API keys', '/admin/keys'],
  ['Open the outbox', '/admin/outbox'],
  ['Open the background work', '/admin/background'],
] as const

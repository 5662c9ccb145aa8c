import { ActionIcon, Button, Kbd } from '@mantine/core'
import { openSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useNavigate } from 'react-router'
import { plainPath } from '@tessera/registry/web'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { groupOf } from './by-domain.ts'
import { usePaletteActions } from './use-palette-actions.ts'

/** Ctrl or Cmd with K: goes to any dashboard or metric, or does what the page can do. */
export function Palette() {
  const trpc = useTRPC()
  const navigate = useNavigate()
  const search = useCarriedSearch()
  const { plugins, pages } = useSession()
  const dashboards = useQuery(trpc.dashboards.list.queryOptions())
  const metrics = useQuery(trpc.catalogue.metrics.queryOptions())
  const actions = usePaletteActions()
  const titles = new Map(plugins.map(({ id, title }) => [id, title]))
  const go = (pathname: string) => () => void navigate({ pathname, search })
  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Dashboards',
      actions: (dashboards.data ?? []).map(({ id, title, plugin }) => ({
        id: `d:${id}`,
        label: title,
        description: titles.get(plugin) ?? plugin,
        onClick: go(`/d/${id}`),
      })),
    },
    {
      group: 'Pages',
      actions: pages.flatMap(({ id, plugin, path, title }) => {
        const plain = plainPath(path)
        if (plain === null) return []
        return [
          {
            id: `p:${id}`,
            label: title,
            description: groupOf(plugin, plugins).title,
            onClick: go(`/p/${plugin}/${plain}`),
          },
        ]
      }),
    },
    { group: 'Actions', actions: actions.actions },
    {
      group: 'Metrics',
      actions: (metrics.data ?? []).map(({ id, title, plugin }) => ({
        id: `m:${id}`,
        label: title,
        description: `${titles.get(plugin) ?? plugin} · ${id}`,
        keywords: id,
        onClick: go(`/catalogue/${id}`),
      })),
    },
    { group: 'Ranges', actions: actions.ranges },
  ]
  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      scrollable
      attributes={{ content: { 'aria-label': 'Search' } }}
      maxHeight={420}
      overlayProps={{ blur: 0 }}
      transitionProps={{ duration: 0 }}
      nothingFound="Nothing found"
      searchProps={{
        leftSection: <Search size={18} aria-hidden="true" />,
        placeholder: 'Search dashboards, pages, metrics and actions',
        'aria-label': 'Search dashboards, pages, metrics and actions',
      }}
    />
  )
}

/** Opens the palette. */
export function PaletteButton() {
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        visibleFrom="sm"
        onClick={openSpotlight}
        leftSection={<Search size={14} aria-hidden="true" />}
        rightSection={<Kbd size="xs">{isApple ? '⌘ K' : 'Ctrl K'}</Kbd>}
        className="palette-button"
      >
        Search
      </Button>
      <ActionIcon variant="subtle" color="gray" size="lg" hiddenFrom="sm" onClick={openSpotlight} aria-label="Search">
        <Search size={18} />
      </ActionIcon>
    </>
  )
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

import { NavLink, ScrollArea, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  BookOpen,
  Cog,
  FileText,
  KeyRound,
  LayoutDashboard,
  Mail,
  Puzzle,
  Target,
  Upload,
  type LucideIcon,
} from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { plainPath } from '@tessera/registry/web'
import { useSession } from '../session/session-context.ts'
import { useTRPC } from '../api/trpc.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { byDomain } from './by-domain.ts'
import { pluginIcons } from './plugin-icons.ts'

/** Dashboards and pages by domain, the catalogue, and what admins look after. */
export function Navigation() {
  const trpc = useTRPC()
  const { plugins, pages, role, mayImport } = useSession()
  const dashboards = useQuery(trpc.dashboards.list.queryOptions())
  const groups = byDomain({ dashboards: dashboards.data ?? [], pages }, plugins)
  return (
    <ScrollArea type="auto" h="100%" viewportProps={{ tabIndex: -1 }}>
      <Stack gap="md" p="sm" pt="md">
        {dashboards.isPending && <Skeleton h={64} />}
        {groups.map((group) => (
          <Section key={group.key} title={group.title}>
            {group.dashboards.map(({ id, title }) => (
              <Item key={id} to={`/d/${id}`} title={title} icon={LayoutDashboard} />
            ))}
            {group.pages.map(({ id, plugin, path, title, icon }) => (
              <Item
                key={id}
                to={`/p/${plugin}/${plainPath(path) ?? path}`}
                title={title}
                icon={icon === null ? FileText : pluginIcons[icon]}
              />
            ))}
          </Section>
        ))}
        <Section title="Metrics">
          <Item to="/catalogue" title="Catalogue" icon={BookOpen} />
          <Item to="/targets" title="Targets" icon={Target} />
        </Section>
        {mayImport && (
          <Section title="Data">
            <Item to="/import" title="Import" icon={Upload} />
          </Section>
        )}
        {role === 'admin' && (
          <Section title="Administration">
            <Item to="/admin/plugins" title="Plugins" icon={Puzzle} />
            <Item to="/admin/keys" title="API keys" icon={KeyRound} />
            <Item to="/admin/outbox" title="Outbox" icon={Mail} />
            <Item to="/admin/background" title="Background" icon={Cog} />
          </Section>
        )}
      </Stack>
    </ScrollArea>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600} px="sm" pb={4}>
        {title}
      </Text>
      {children}
    </div>
  )
}

function Item(props: { readonly to: string; readonly title: string; readonly icon: LucideIcon }) {
  const { to, title, icon: Icon } = props
  const { pathname } = useLocation()
  const search = useCarriedSearch()
  const active = pathname === to || pathname.startsWith(`${to}/`)
  return (
    <NavLink
      component={Link}
      to={{ pathname: to, search }}
      label={title}
      active={active}
      aria-current={active ? 'page' : undefined}
      leftSection={<Icon size={16} aria-hidden="true" />}
      className="nav-item"
    />
  )
}

import { AppShell, Burger, Group } from '@mantine/core'
import { useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { Brand } from './brand.tsx'
import { DemoNotice } from './demo-notice.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineNotice } from './offline-notice.tsx'
import { Palette, PaletteButton } from './palette.tsx'
import { SchemeToggle } from './scheme-toggle.tsx'
import { TenantSwitch } from './tenant-switch.tsx'
import { UserMenu } from './user-menu.tsx'

/** What stands around every page: navigation on the left, tenant, search, theme and user on top. */
export function Shell() {
  const { pathname } = useLocation()
  // why: remembering where it was opened closes it by itself as soon as one goes elsewhere
  const [openedAt, setOpenedAt] = useState<string | null>(null)
  const opened = openedAt === pathname
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
      transitionDuration={0}
    >
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <AppShell.Header className="shell-header">
        <Group gap="sm" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={() => setOpenedAt(opened ? null : pathname)}
            hiddenFrom="md"
            size="sm"
            aria-label={opened ? 'Close navigation' : 'Open navigation'}
            aria-expanded={opened}
          />
          <Brand />
          <TenantSwitch />
        </Group>
        <Group gap={4} wrap="nowrap">
          <PaletteButton />
          <SchemeToggle />
          <UserMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="shell-navbar" aria-label="Main">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className="shell-main">
        <OfflineNotice />
        <DemoNotice />
        <Outlet />
      </AppShell.Main>
      <Palette />
    </AppShell>
  )
}

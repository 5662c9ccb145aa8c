import { Button, Menu, Text } from '@mantine/core'
import { Check, ChevronDown } from 'lucide-react'
import { tenantBase } from '../api/tenant-address.ts'
import { useSession } from '../session/session-context.ts'

/** The tenant the page shows; a menu of links when there are others. Each tenant is a page load of its own, so nothing is carried over. */
export function TenantSwitch() {
  const { tenant, tenants } = useSession()
  if (tenants.length < 2)
    return (
      <Text fw={500} truncate className="tenant-name">
        {tenant.name}
      </Text>
    )
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          className="tenant-name"
          rightSection={<ChevronDown size={14} />}
          aria-label={`Tenant ${tenant.name}, switch`}
        >
          {tenant.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Tenants</Menu.Label>
        {tenants.map(({ id, name, slug }) => (
          <Menu.Item
            key={id}
            component="a"
            href={tenantBase(slug)}
            aria-current={id === tenant.id ? 'true' : undefined}
            rightSection={id === tenant.id ? <Check size={16} aria-label="chosen" /> : undefined}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

import { Button, Menu, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, ChevronDown } from 'lucide-react'
import { useNavigate } from 'react-router'
import { notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { useTRPC } from '../api/trpc.ts'

/** The tenant the page shows; a menu when there are others to switch to. */
export function TenantSwitch() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { tenant, tenants } = useSession()
  const change = useMutation(
    trpc.session.switchTenant.mutationOptions({
      onSuccess: async () => {
        await navigate('/')
        // why: nothing of the tenant left may be seen in the next, not even from the cache
        queries.removeQueries({ predicate: ({ queryKey }) => String(queryKey[0]) !== 'session,me' })
        await queries.invalidateQueries()
      },
      onError: notifyProblem,
    }),
  )
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
          loading={change.isPending}
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
            rightSection={id === tenant.id ? <Check size={16} aria-label="chosen" /> : undefined}
            onClick={() => id !== tenant.id && change.mutate({ tenant: slug })}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

import { ActionIcon, Avatar, Menu, Text } from '@mantine/core'
import { LogOut, UserRound } from 'lucide-react'
import { signOut } from '../api/sign-in.ts'
import { loadInstead } from '../api/tenant-address.ts'
import { notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { user, role } = useSession()
  const leave = async () => {
    try {
      await signOut()
      loadInstead('/sign-in')
    } catch (error) {
      notifyProblem(error)
    }
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="transparent" size="lg" radius="xl" aria-label={`Account of ${user.name}`}>
          <Avatar size={28} name={user.name} color="initials" alt="">
            <UserRound size={16} aria-hidden />
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--t-text)">
            {user.name}
          </Text>
          <Text size="xs" truncate>
            {user.email}
          </Text>
          {role !== null && <Text size="xs">Role: {role}</Text>}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

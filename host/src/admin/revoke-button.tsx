import { Button, Popover, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

/** Revokes a key once it is confirmed. */
export function RevokeButton(props: { readonly name: string; readonly busy: boolean; readonly onRevoke: () => void }) {
  const { name, busy, onRevoke } = props
  const [opened, { toggle, close }] = useDisclosure(false)
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button variant="subtle" color="red" size="compact-sm" onClick={toggle} aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="sm" maw={260}>
          Programs that use “{name}” are refused at once. This cannot be undone.
        </Text>
        <Button
          color="red"
          size="compact-sm"
          loading={busy}
          onClick={() => {
            close()
            onRevoke()
          }}
        >
          Revoke for good
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

import { Button, Popover, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

/** Undoes an import once it is confirmed. */
export function UndoButton(props: { readonly name: string; readonly busy: boolean; readonly onUndo: () => void }) {
  const { name, busy, onUndo } = props
  const [opened, { toggle, close }] = useDisclosure(false)
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="compact-sm" onClick={toggle} loading={busy} aria-label={`Undo ${name}`}>
          Undo
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="sm" maw={280}>
          Rows that “{name}” added are removed, and those it changed become what they were. Rows that were changed since
          are left.
        </Text>
        <Button
          size="compact-sm"
          onClick={() => {
            close()
            onUndo()
          }}
        >
          Undo the import
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

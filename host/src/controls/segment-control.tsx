import { Button, Menu, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useTRPC } from '../api/trpc.ts'
import { mostSegments } from '../state/view-state.ts'

/** Narrows all figures to named filters of the plugins; not there where no plugin declares any. */
export function SegmentControl(props: {
  readonly segments: readonly string[]
  readonly onChange: (segments: readonly string[]) => void
}) {
  const { segments, onChange } = props
  const trpc = useTRPC()
  const known = useQuery(trpc.catalogue.segments.queryOptions()).data ?? []
  // why: one that a link names and nobody declares must be seen, to be taken off again
  const lost = segments.filter((id) => known.every((one) => one.id !== id))
  const offered = [...known, ...lost.map((id) => ({ id, title: id, description: 'No plugin declares it here.' }))]
  if (offered.length === 0) return null
  const chosen = offered.filter(({ id }) => segments.includes(id)).map(({ title }) => title)
  const toggle = (id: string) =>
    onChange(segments.includes(id) ? segments.filter((one) => one !== id) : [...segments, id])
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          className="segment-button"
          leftSection={<ListFilter size={15} aria-hidden="true" />}
          aria-label={`${chosen.length > 1 ? `${chosen.length} segments` : 'Segments'}: ${chosen.join(', ') || 'none'}`}
        >
          {chosen.length === 0 ? 'Segments' : chosen.length === 1 ? chosen[0] : `${chosen.length} segments`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Only what belongs to all of</Menu.Label>
        {offered.map(({ id, title, description }) => (
          <Menu.CheckboxItem
            key={id}
            checked={segments.includes(id)}
            disabled={!segments.includes(id) && segments.length >= mostSegments}
            onChange={() => toggle(id)}
          >
            {title}
            <Text size="xs" c="dimmed">
              {description}
            </Text>
          </Menu.CheckboxItem>
        ))}
        {segments.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange([])}>Everything</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

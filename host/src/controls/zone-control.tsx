import { Button, Combobox, ScrollArea, Text, useCombobox } from '@mantine/core'
import { Globe } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSession } from '../session/session-context.ts'
import { allZones, browserZone, findZones } from '../state/zone.ts'

const mostShown = 60

/** Chooses the time zone days are counted in: the tenant's, UTC, this browser's, or any. */
export function ZoneControl(props: { readonly zone: string; readonly onChange: (zone: string | null) => void }) {
  const { zone, onChange } = props
  const { tenant } = useSession()
  const [search, setSearch] = useState('')
  const zones = useMemo(allZones, [])
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setSearch(''),
  })
  const own = browserZone()
  const words = search.trim()
  const found = useMemo(() => findZones(search, zones), [search, zones])
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-end"
      onOptionSubmit={(value) => {
        onChange(value === '' ? null : value)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target targetType="button">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<Globe size={15} aria-hidden="true" />}
          onClick={() => combobox.toggleDropdown()}
          aria-label={`Time zone: ${zone}`}
        >
          {shortZone(zone)}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Search all time zones"
          aria-label="Search all time zones"
        />
        <ScrollArea.Autosize mah={280} type="auto">
          <Combobox.Options aria-label="Time zones">
            {words === '' && (
              <>
                <Choice value="" name={tenant.timeZone} note={`default of ${tenant.name}`} />
                {tenant.timeZone !== 'UTC' && <Choice value="UTC" name="UTC" note="coordinated universal time" />}
                {own !== 'UTC' && own !== tenant.timeZone && <Choice value={own} name={own} note="this browser" />}
              </>
            )}
            {found.slice(0, mostShown).map((name) => (
              <Choice key={name} value={name} name={name.replaceAll('_', ' ')} />
            ))}
            {words !== '' && found.length === 0 && <Combobox.Empty>No zone has this name</Combobox.Empty>}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function Choice({ value, name, note }: { readonly value: string; readonly name: string; readonly note?: string }) {
  return (
    <Combobox.Option value={value}>
      <Text size="sm">{name}</Text>
      {note !== undefined && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Combobox.Option>
  )
}

function shortZone(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

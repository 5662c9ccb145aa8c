import { Button, Menu } from '@mantine/core'
import { Check, GitCompareArrows } from 'lucide-react'
import type { Compare } from '@tessera/plugin-api/wire'
import { compareListKey, comparePresets, compareWords } from '../state/compare-presets.ts'

/** Chooses what figures are compared with. */
export function CompareControl(props: {
  readonly compare: readonly Compare[]
  readonly onChange: (compare: readonly Compare[]) => void
}) {
  const { compare, onChange } = props
  const chosen = compareListKey(compare)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<GitCompareArrows size={15} aria-hidden="true" />}
          aria-label={`Comparison: ${compareWords(compare)}`}
        >
          {compareWords(compare)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Compare with</Menu.Label>
        {comparePresets.map((preset) => (
          <Menu.Item
            key={preset.label}
            rightSection={
              compareListKey(preset.compare) === chosen ? <Check size={16} aria-label="chosen" /> : undefined
            }
            onClick={() => onChange(preset.compare)}
          >
            {preset.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

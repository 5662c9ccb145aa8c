import { ActionIcon, Menu } from '@mantine/core'

/** An entry of a card's menu. */
export interface CardMenuItem {
  readonly label: string
  readonly onSelect: () => void
  readonly disabled?: boolean
  /** Drawn in the colour of danger. */
  readonly danger?: boolean
}

/** The menu behind a card's three dots. */
export function CardMenu({ items, title }: { readonly items: readonly CardMenuItem[]; readonly title: string }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={`Menu of ${title}`} className="t-card-menu">
          <svg width={16} height={16} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
            <circle cx={3} cy={8} r={1.4} />
            <circle cx={8} cy={8} r={1.4} />
            <circle cx={13} cy={8} r={1.4} />
          </svg>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ label, onSelect, disabled = false, danger = false }) => (
          <Menu.Item key={label} onClick={onSelect} disabled={disabled} {...(danger ? { color: 'red' } : {})}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

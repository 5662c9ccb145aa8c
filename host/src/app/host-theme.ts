import { Menu, mergeThemeOverrides, Popover } from '@mantine/core'
import { theme } from '@tessera/ui'

/** The product's theme, with what overlays need so that they stand inside a landmark and read well to assistive technology. */
export const hostTheme = mergeThemeOverrides(theme, {
  components: {
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Popover: Popover.extend({ defaultProps: { portalProps: { target: '#main' } } }),
  },
})

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { fontFamily } from './font-family.ts'

const blue: MantineColorsTuple = [
  '#e8f2fd',
  '#d0e3f8',
  '#a0c6f2',
  '#6da8ec',
  '#2e98f5',
  '#3379e0',
  '#2465c8',
  '#1e57ae',
  '#194993',
  '#133a76',
]

/** Mantine theme of the product. */
export const theme = createTheme({
  fontFamily,
  headings: { fontFamily, fontWeight: '600' },
  colors: { blue },
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '16px' },
})

/** Lets Mantine's surfaces and text follow our tokens. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--t-page)',
    '--mantine-color-text': 'var(--t-text)',
    '--mantine-color-dimmed': 'var(--t-secondary)',
    '--mantine-color-default': 'var(--t-card)',
    '--mantine-color-default-border': 'var(--t-border)',
    '--mantine-color-default-hover': 'var(--t-hover)',
    '--mantine-color-error': 'var(--t-bad)',
  }
  return { variables: {}, light: shared, dark: shared }
}

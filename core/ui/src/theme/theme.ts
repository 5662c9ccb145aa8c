import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'
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

const red: MantineColorsTuple = [
  '#fbe5e3',
  '#f8d0cd',
  '#f2a7a2',
  '#ec8f89',
  '#ff8078',
  '#d8453f',
  '#c02a25',
  '#a8231f',
  '#8f1e1a',
  '#761815',
]

/** Mantine's greys of the dark scheme, from text to page, in the tint of our own. */
const dark: MantineColorsTuple = [
  '#eceef2',
  '#cfd4dc',
  '#a6adba',
  '#747c8a',
  '#3a404b',
  '#2e333c',
  '#252932',
  '#1a1d23',
  '#15181d',
  '#101216',
]

/** Mantine theme of the product. */
export const theme = createTheme({
  fontFamily,
  headings: { fontFamily, fontWeight: '600' },
  colors: { blue, red, dark },
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  // why: Mantine judges contrast by the light shade only, and the dark one is bright
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    const ours = input.color === undefined || input.color === 'blue' || input.color === 'red'
    return input.variant === 'filled' && ours ? { ...colors, color: 'var(--t-on-accent)' } : colors
  },
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
    '--mantine-color-placeholder': 'var(--t-secondary)',
    '--mantine-primary-color-contrast': 'var(--t-on-accent)',
  }
  // why: where the text on a button is dark, the shade Mantine takes under the mouse is too
  const bright = Object.fromEntries(
    ['primary-color', 'color-blue', 'color-red'].map((name) => [
      `--mantine-${name}-filled-hover`,
      `var(--mantine-${name}-3)`,
    ]),
  )
  return { variables: {}, light: shared, dark: { ...shared, ...bright } }
}

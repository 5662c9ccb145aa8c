/** Light or dark. */
export type Scheme = 'light' | 'dark'

type Pair = readonly [light: string, dark: string]

/** Eight colours for categories, in the order they are handed out. */
const categories: readonly Pair[] = [
  ['#2465c8', '#2e98f5'],
  ['#e06c1e', '#e17d18'],
  ['#35a269', '#3df0bd'],
  ['#a478e1', '#8c58c3'],
  ['#676000', '#e3cb34'],
  ['#731324', '#c44060'],
  ['#0e3f69', '#9fcffe'],
  ['#b14272', '#f687bd'],
]

/** From little to much. */
const sequential: readonly Pair[] = [
  ['#e4eefb', '#1c2c42'],
  ['#b7d2f3', '#1f4470'],
  ['#7fafe8', '#2a64a8'],
  ['#4a88dd', '#2e98f5'],
  ['#2465c8', '#8bbdfd'],
  ['#143f80', '#d3e5ff'],
]

/** From far below the midpoint to far above it. */
const diverging: readonly Pair[] = [
  ['#a4541a', '#f0a868'],
  ['#d89a63', '#9d6236'],
  ['#f2dcc6', '#4d3a2c'],
  ['#eceef1', '#2b3038'],
  ['#cfe0f5', '#253a55'],
  ['#6da3e0', '#3a71b4'],
  ['#0b559f', '#86baff'],
]

const black = '#15181e'
const white = '#ffffff'
/** Text on each step of the ramps: black or white, whichever stands out more. */
const onSequential: readonly Pair[] = [
  [black, white],
  [black, white],
  [black, white],
  [black, black],
  [white, black],
  [white, black],
]
const onDiverging: readonly Pair[] = [
  [white, black],
  [black, white],
  [black, white],
  [black, white],
  [black, white],
  [black, white],
  [white, black],
]

const single: { readonly [name: string]: Pair } = {
  page: ['#f5f6f8', '#101216'],
  card: ['#ffffff', '#1a1d23'],
  raised: ['#ffffff', '#252932'],
  border: ['#e1e4e9', '#2e333c'],
  grid: ['#e9ebef', '#2a2f37'],
  track: ['#eef0f3', '#262a32'],
  hover: ['#f1f4f8', '#232832'],
  text: ['#15181e', '#eceef2'],
  secondary: ['#59606d', '#a6adba'],
  faint: ['#8b93a1', '#747c8a'],
  accent: ['#2465c8', '#2e98f5'],
  'on-accent': ['#ffffff', '#101216'],
  focus: ['#2465c8', '#7db4ff'],
  good: ['#14764a', '#4cc38a'],
  bad: ['#c02a25', '#ff8078'],
  warn: ['#8f5600', '#f0b441'],
  'good-soft': ['#dcf1e5', '#17382a'],
  'bad-soft': ['#fbe5e3', '#43211f'],
  'warn-soft': ['#fbeed3', '#3d2f12'],
}

const numbered = (name: string, pairs: readonly Pair[]) =>
  pairs.map((pair, index): [string, Pair] => [`${name}-${index + 1}`, pair])

const pairs = new Map<string, Pair>([
  ...Object.entries(single),
  ...numbered('cat', categories),
  ...numbered('seq', sequential),
  ...numbered('div', diverging),
  ...numbered('on-seq', onSequential),
  ...numbered('on-div', onDiverging),
])

/** How many categorical colours there are. */
export const categoryCount: number = categories.length

/** Value of a colour token in a scheme, by its name without `--t-`. */
export function tokenValue(name: string, scheme: Scheme): string {
  const pair = pairs.get(name)
  return pair === undefined ? 'currentColor' : pair[scheme === 'light' ? 0 : 1]
}

/** The stylesheet that declares every colour token for both schemes; `tokens.css` is this text. */
export function tokensCss(): string {
  return `/* Written by tokens.test.ts from tokens.ts. */
:root {
${declare('light')}
}

[data-mantine-color-scheme='dark'] {
${declare('dark')}
}

[data-mantine-color-scheme='light'] {
${declare('light')}
}
`
}

function declare(scheme: Scheme): string {
  return [...pairs.keys()].map((name) => `  --t-${name}: ${tokenValue(name, scheme)};`).join('\n')
}

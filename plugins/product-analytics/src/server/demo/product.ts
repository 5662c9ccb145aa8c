/** A feature of the demo product. */
export interface DemoFeature {
  readonly feature: string
  readonly title: string
  readonly isCore: boolean
  readonly minTier?: string
  /** How many use it, relative to the others; 0 for what a release brought. */
  readonly use: number
}

/** Features of the demo product, the most used first. */
export const features: readonly DemoFeature[] = [
  { feature: 'search', title: 'Search', isCore: true, use: 0.86 },
  { feature: 'projects', title: 'Projects', isCore: true, use: 0.79 },
  { feature: 'comments', title: 'Comments', isCore: true, use: 0.62 },
  { feature: 'reports', title: 'Reports', isCore: true, use: 0.47 },
  { feature: 'sharing', title: 'Sharing', isCore: true, use: 0.41 },
  { feature: 'templates', title: 'Templates', isCore: false, use: 0.29 },
  { feature: 'calendar', title: 'Calendar', isCore: false, use: 0.25 },
  { feature: 'automations', title: 'Automations', isCore: false, minTier: 'pro', use: 0.4 },
  { feature: 'api_keys', title: 'API keys', isCore: false, minTier: 'pro', use: 0.22 },
  { feature: 'approvals', title: 'Approvals', isCore: false, minTier: 'workflow', use: 0.38 },
  { feature: 'summaries', title: 'Summaries', isCore: false, use: 0 },
  { feature: 'custom_fields', title: 'Custom fields', isCore: false, minTier: 'workflow', use: 0 },
]

/** Versions of the demo product; the later two brought a feature each. */
export const releases = [
  { release: '4.1', on: -75 },
  { release: '4.2', on: -26, feature: 'summaries' },
  { release: '4.3', on: -13, feature: 'custom_fields' },
] as const

const tiers = ['free', 'pro', 'workflow', 'enterprise']

/** Whether a plan has a feature. */
export function has(tier: string, feature: DemoFeature): boolean {
  return feature.minTier === undefined || tiers.indexOf(tier) >= tiers.indexOf(feature.minTier)
}

/** The release in use on a day. */
export function releaseOn(day: number): string {
  return releases.findLast(({ on }) => on <= day)?.release ?? '4.0'
}

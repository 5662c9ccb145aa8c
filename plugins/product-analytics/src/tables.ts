import { importable } from '@tessera/plugin-api'
import { z } from 'zod'

const name = z.string().min(1).max(100)
const count = z.int().min(0).max(1_000_000_000)
const source = name.meta({
  description: "The tool the rows are from. Rows under 'events' are made of events, and anew when more of them come.",
})

/** Tables that are imported: what the product consists of, and use that another tool counted. */
export const tables = {
  features: importable({
    title: 'Features',
    description: 'Features of the product, under the names events give them.',
    key: ['feature'],
    columns: z.object({
      feature: name,
      title: name,
      is_core: z.boolean(),
      min_tier: name.optional().meta({ description: 'The smallest plan that has it; all when left out.' }),
    }),
  }),
  releases: importable({
    title: 'Releases',
    description: 'Versions of the product.',
    key: ['release'],
    columns: z.object({ release: name, released_on: z.iso.date() }),
  }),
  release_features: importable({
    title: 'Features of releases',
    description: 'What a release brought or changed.',
    key: ['release', 'feature'],
    columns: z.object({ release: name, feature: name }),
  }),
  active_days: importable({
    title: 'Active days',
    description: 'Use of former times, counted by another tool: a row for each user, day, platform and release.',
    key: ['source', 'user_id', 'active_date', 'platform', 'release'],
    columns: z.object({
      source,
      user_id: z.uuid(),
      active_date: z.iso.date(),
      platform: z.enum(['desktop', 'mobile', 'tablet', 'api', 'other']),
      release: name,
      account_id: z.uuid().optional(),
      sessions: count,
      active_seconds: count,
      errored_sessions: count,
      crashed_sessions: count,
    }),
  }),
  feature_days: importable({
    title: 'Days of feature use',
    description: 'Use of features in former times, counted by another tool: a row for each user, feature and day.',
    key: ['source', 'user_id', 'feature', 'active_date'],
    columns: z.object({
      source,
      user_id: z.uuid(),
      feature: name,
      active_date: z.iso.date(),
      account_id: z.uuid().optional(),
      uses: count,
    }),
  }),
  experiments: importable({
    title: 'Experiments',
    description: 'What is tried out, and how many users it was planned for.',
    key: ['experiment'],
    columns: z.object({
      experiment: name,
      title: name,
      hypothesis: z.string().max(500).optional(),
      conversion: name.meta({ description: 'What counts as success, in words.' }),
      planned_per_variant: z.int().min(1).max(100_000_000).optional(),
      started_on: z.iso.date().optional(),
      ended_on: z.iso.date().optional(),
    }),
  }),
  experiment_variants: importable({
    title: 'Variants of experiments',
    description: 'What users are shown, and what part of them.',
    key: ['experiment', 'variant'],
    columns: z.object({
      experiment: name,
      variant: name,
      weight: z.number().gt(0).max(1_000_000).meta({ description: 'Its part relative to the other variants.' }),
      is_control: z.boolean(),
    }),
  }),
} as const

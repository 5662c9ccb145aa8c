import { dimension } from '@tessera/plugin-api'
import { channels, costKinds, devices, platforms, scoreBands } from './choices.ts'

/** What marketing can be broken down by. */
export const dimensions = {
  platform: dimension({
    title: 'Platform',
    description: 'Where the advertisements of a campaign run. What belongs to no campaign of a platform has none.',
    labels: platforms,
  }),
  channel: dimension({
    title: 'Channel',
    description: 'The way somebody came: of a lead its source, of spend that of the campaign.',
    labels: channels,
  }),
  campaign: dimension({ title: 'Campaign', description: 'Name of the campaign.' }),
  score_band: dimension({
    title: 'Score',
    description: 'Score of the lead from 0 to 100, in four bands. Leads that nobody scored have none.',
    labels: scoreBands,
  }),
  landing_page: dimension({ title: 'Landing page', description: 'The first page of a visit.' }),
  device: dimension({ title: 'Device', description: 'What the website was visited with.', labels: devices }),
  network: dimension({
    title: 'Network',
    description: 'Social network that was posted in.',
    labels: { linkedin: 'LinkedIn', x: 'X', youtube: 'YouTube', instagram: 'Instagram', facebook: 'Facebook' },
  }),
  respondents: dimension({
    title: 'Asked',
    description: 'Who was asked in a survey of the brand.',
    labels: { all: 'All', enterprise: 'Enterprise', mid_market: 'Mid-market', smb: 'Small business' },
  }),
  cost_kind: dimension({ title: 'Kind of cost', description: 'What the cost is for.', labels: costKinds }),
} as const

/** What spend and what came of it have in common. */
export const byCampaign = ['platform', 'channel', 'campaign'] as const

/** What leads can be broken down by. */
export const byLead = [...byCampaign, 'score_band', 'core.segment', 'core.region'] as const

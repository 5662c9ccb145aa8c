/** A campaign of the demo: where it runs, its part of the spend of its platform, and for how long. */
export interface DemoCampaign {
  readonly id: string
  readonly name: string
  readonly platform: string | null
  readonly channel: string
  readonly part: number
}

/** A demo tenant as its dashboard shall show it. A window is 30 days; figures are those of the last one. */
export interface Picture {
  /** What advertisements cost in a window, by platform. */
  readonly spend: Readonly<Record<string, number>>
  /** Of its budget, what is spent. */
  readonly paced: number
  /** Payroll and programmes a day. */
  readonly costs: Readonly<Record<'payroll' | 'programme', number>>
  readonly visits: number
  readonly bounced: number
  readonly converted: number
  readonly leads: number
  readonly qualified: number
  readonly accepted: number
  readonly opportunities: number
  /** Customers in 90 days. */
  readonly customers: number
  /** Touches of a deal, and what paid ones are credited in 90 days where all count alike. */
  readonly touches: number
  readonly attributed: number
  /** Of the leads, and of the qualified ones, those that convert in time. */
  readonly rates: { readonly qualify: number; readonly accept: number }
  /** How much smaller everything was a window before. */
  readonly growth: number
  readonly mail: { readonly delivered: number; readonly open: number; readonly machine: number; readonly click: number }
  /** Networks: posts shown in a window, reactions of a thousand, followers. */
  readonly social: Readonly<Record<string, readonly [impressions: number, permille: number, followers: number]>>
  /** Waves of the survey, the last first: asked, named it, knew it, by group. */
  readonly brand: readonly Readonly<Record<string, readonly [asked: number, unaided: number, aided: number]>>[]
}

const acme: Picture = {
  spend: { google: 9600, linkedin: 7800, meta: 4200 },
  paced: 0.96,
  costs: { payroll: 2100, programme: 400 },
  visits: 48_000,
  bounced: 19_680,
  converted: 1008,
  leads: 1008,
  qualified: 120,
  accepted: 38,
  opportunities: 18,
  customers: 13,
  touches: 6.4,
  attributed: 140_400,
  rates: { qualify: 120 / 1008, accept: 38 / 120 },
  growth: 1.03,
  mail: { delivered: 2400, open: 0.31, machine: 0.09, click: 0.026 },
  social: { linkedin: [60_000, 34, 8200], x: [60_000, 14, 3900], instagram: [30_000, 24, 2100] },
  brand: [
    { smb: [300, 33, 96], mid_market: [200, 31, 78], enterprise: [100, 20, 48] },
    { smb: [300, 30, 93], mid_market: [200, 28, 74], enterprise: [100, 19, 45] },
    { smb: [280, 26, 80], mid_market: [190, 25, 66], enterprise: [90, 16, 38] },
    { smb: [280, 24, 78], mid_market: [190, 24, 64], enterprise: [90, 15, 37] },
    { smb: [280, 23, 74], mid_market: [190, 22, 61], enterprise: [90, 13, 35] },
  ],
}

const globex: Picture = {
  spend: { google: 4100, linkedin: 3600, meta: 1300 },
  paced: 1.14,
  costs: { payroll: 700, programme: 150 },
  visits: 12_400,
  bounced: 6_324,
  converted: 198,
  leads: 198,
  qualified: 19,
  accepted: 5,
  opportunities: 3,
  customers: 3,
  touches: 4.2,
  attributed: 19_500,
  rates: { qualify: 0.096, accept: 0.24 },
  growth: 0.97,
  mail: { delivered: 900, open: 0.24, machine: 0.12, click: 0.012 },
  social: { linkedin: [14_000, 18, 2600], x: [6_000, 8, 1200], instagram: [5_000, 12, 900] },
  brand: [
    { smb: [150, 9, 33], mid_market: [100, 7, 26] },
    { smb: [150, 10, 36], mid_market: [100, 8, 28] },
    { smb: [150, 11, 38], mid_market: [100, 8, 30] },
  ],
}

/** What is laid in each demo tenant, by its slug; the smallest one has nothing to show. */
export const pictures: Readonly<Record<string, Picture>> = { acme, globex }

/** Campaigns of every demo tenant. */
export const demoCampaigns: readonly DemoCampaign[] = [
  { id: 'google-brand', name: 'Brand search', platform: 'google', channel: 'paid_search', part: 0.3 },
  { id: 'google-search', name: 'Category search', platform: 'google', channel: 'paid_search', part: 0.7 },
  { id: 'linkedin-accounts', name: 'Target accounts', platform: 'linkedin', channel: 'paid_social', part: 0.6 },
  { id: 'linkedin-forms', name: 'Lead forms', platform: 'linkedin', channel: 'paid_social', part: 0.4 },
  { id: 'meta-again', name: 'Retargeting', platform: 'meta', channel: 'paid_social', part: 1 },
  { id: 'newsletter', name: 'Newsletter', platform: null, channel: 'email', part: 0 },
  { id: 'nurture', name: 'Nurture', platform: null, channel: 'email', part: 0 },
]

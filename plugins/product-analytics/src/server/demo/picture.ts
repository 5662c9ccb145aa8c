/** Use in 30 days. */
export interface WindowPicture {
  /** Users active in it, and in its last 7 days. */
  readonly month: number
  readonly week: number
  /** Active days of all of them. */
  readonly days: number
  /** Of the users: active on 20 days or more, on 8 to 19, on one. */
  readonly power: number
  readonly regular: number
  readonly oneOff: number
  /** Part of the new users whose time is over that is back after 30 days. */
  readonly retention: number
}

/** An experiment as it stands: users and conversions of each variant, the control first. */
export interface ExperimentPicture {
  readonly experiment: string
  readonly title: string
  readonly hypothesis: string
  readonly conversion: string
  readonly planned: number
  readonly variants: readonly { readonly variant: string; readonly users: number; readonly converted: number }[]
}

/** A demo tenant as its dashboard shall show it. */
export interface Picture {
  readonly current: WindowPicture
  readonly previous: WindowPicture
  /** Sessions of a user in the last week. */
  readonly weeklySessions: number
  readonly sessionSeconds: number
  /** Parts of active time; the rest is on tablets. */
  readonly desktop: number
  readonly mobile: number
  /** Parts of the sessions of this window and of the one before. */
  readonly crashed: readonly [now: number, before: number]
  readonly errored: readonly [now: number, before: number]
  /** Different features of a user in a window. */
  readonly featuresPerUser: number
  /** What part of those who could used the features of the first and of the second release within 7 days. */
  readonly releaseAdoption: readonly [number, number]
  readonly experiments: readonly ExperimentPicture[]
}

const experiments: readonly ExperimentPicture[] = [
  {
    experiment: 'short_form',
    title: 'Shorter sign-up form',
    hypothesis: 'Fewer fields bring more people through.',
    conversion: 'First project made',
    planned: 1000,
    variants: [
      { variant: 'control', users: 1021, converted: 122 },
      { variant: 'short', users: 1013, converted: 166 },
    ],
  },
  {
    experiment: 'blue_button',
    title: 'Blue button',
    hypothesis: 'A button in the colour of the brand is found sooner.',
    conversion: 'Report shared',
    planned: 800,
    variants: [
      { variant: 'control', users: 812, converted: 98 },
      { variant: 'blue', users: 806, converted: 101 },
    ],
  },
  {
    experiment: 'onboarding_tour',
    title: 'Tour for beginners',
    hypothesis: 'Who is shown around comes back.',
    conversion: 'Active in the second week',
    planned: 700,
    variants: [
      { variant: 'control', users: 903, converted: 233 },
      { variant: 'tour', users: 731, converted: 219 },
    ],
  },
]

const acme: Picture = {
  current: { month: 12_000, week: 7560, days: 93_600, power: 1080, regular: 3000, oneOff: 1900, retention: 0.31 },
  previous: { month: 11_580, week: 7240, days: 89_400, power: 1020, regular: 2900, oneOff: 1800, retention: 0.287 },
  weeklySessions: 4.9,
  sessionSeconds: 708,
  desktop: 0.71,
  mobile: 0.24,
  crashed: [0.0038, 0.0029],
  errored: [0.0142, 0.0171],
  featuresPerUser: 4.2,
  releaseAdoption: [0.22, 0.09],
  experiments,
}

const globex: Picture = {
  ...acme,
  current: { month: 2100, week: 1080, days: 10_050, power: 60, regular: 390, oneOff: 495, retention: 0.19 },
  previous: { month: 2190, week: 1200, days: 11_250, power: 84, regular: 450, oneOff: 465, retention: 0.23 },
  desktop: 0.44,
  mobile: 0.51,
  crashed: [0.0081, 0.0064],
  errored: [0.026, 0.019],
  weeklySessions: 3.1,
  featuresPerUser: 2.7,
  experiments: [],
}

/** The demo tenants there is something to show of, by slug. */
export const pictures: Readonly<Record<string, Picture>> = { acme, globex }

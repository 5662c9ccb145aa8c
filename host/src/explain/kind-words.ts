/** What a kind of metric is called and what it does. */
export interface KindWords {
  readonly title: string
  readonly meaning: string
  /** What its values do over groups and over time. */
  readonly combining: string
}

const words: Readonly<Record<string, KindWords>> = {
  count: {
    title: 'Count',
    meaning: 'How many rows there are.',
    combining: 'Adds up over groups and over time.',
  },
  sum: {
    title: 'Sum',
    meaning: 'A column added up over its rows.',
    combining: 'Adds up over groups and over time.',
  },
  avg: {
    title: 'Mean',
    meaning: 'A column added up and divided by the number of rows that have it.',
    combining: 'Every total is divided anew; it is never a mean of means.',
  },
  min: {
    title: 'Smallest value',
    meaning: 'The smallest value of a column.',
    combining: 'The smallest of the groups is the smallest of all.',
  },
  max: {
    title: 'Largest value',
    meaning: 'The largest value of a column.',
    combining: 'The largest of the groups is the largest of all.',
  },
  distinct: {
    title: 'Distinct count',
    meaning: 'How many different values a column has: users, accounts, sessions.',
    combining: 'Counted anew for every group, bucket and total: one user in two groups is one user.',
  },
  percentile: {
    title: 'Percentile',
    meaning: 'The value below which a given part of the rows lies.',
    combining: 'Read anew from the rows of every group, bucket and total.',
  },
  approximate_distinct: {
    title: 'Approximate distinct count',
    meaning:
      'About how many different values a column has, ± 2.3 %. Cheap where very many people or sessions are counted.',
    combining: 'Never added up: sketches of groups and buckets are put together, and the whole is estimated anew.',
  },
  approximate_percentile: {
    title: 'Approximate percentile',
    meaning: 'About the value below which a given part of the rows lies, within 1 %.',
    combining: 'Never averaged: sketches of groups and buckets are put together, and the whole is estimated anew.',
  },
  ratio: {
    title: 'Ratio',
    meaning:
      'One figure divided by another, each reckoned for the whole group first. Without a denominator it is unknown.',
    combining: 'Every total is divided anew; shares are never added or averaged.',
  },
  share: {
    title: 'Share of total',
    meaning: 'The part of a whole that falls on each group.',
    combining: 'The groups of one whole add up to 100 %; nothing else is added.',
  },
  derived: {
    title: 'Derived',
    meaning: 'An expression over other figures of the same group and bucket.',
    combining: 'Reckoned anew from its inputs for every group, bucket and total.',
  },
  snapshot: {
    title: 'Snapshot',
    meaning: 'What is open at one instant of each bucket: at its end, or at its start.',
    combining: 'Rows add up over groups, people are counted anew; over time the last instant counts, never the sum.',
  },
  last_value: {
    title: 'Last value',
    meaning: 'The last value known of each entity at the end of each bucket, carried on until there is a newer one.',
    combining: 'Sums and counts add up over groups; over time the last bucket counts, never the sum.',
  },
  stock: {
    title: 'Stock',
    meaning: 'What is there at the end of each bucket: all that came, less all that went.',
    combining: 'Adds up over groups; over time the last bucket counts, never the sum.',
  },
  lost: {
    title: 'Lost',
    meaning: 'What was open at the start of each bucket and ended within it.',
    combining: 'Rows add up over groups, people are counted anew; longer spans are counted anew.',
  },
  trailing: {
    title: 'Window that reaches back',
    meaning:
      'A figure over a span that ends with the bucket: everything so far, since the start of the year, the last 30 days.',
    combining: 'Over groups as the figure itself; over time the last bucket counts, because the windows overlap.',
  },
  conversions: {
    title: 'Conversions',
    meaning: 'Rows that follow an earlier one of the same person within a window, dated at the earlier one.',
    combining: 'Adds up over groups and over time.',
  },
  retention: {
    title: 'Retention',
    meaning:
      'People of a cohort who came back in a period after their first row; only those whose period is over count.',
    combining: 'Counted anew for every group, bucket and total: one person counts once.',
  },
  lifecycle: {
    title: 'Lifecycle',
    meaning: 'People who are new, stay, come back or are lost, beside the bucket before.',
    combining: 'Counted anew for every group, bucket and total: one person in two groups counts in both.',
  },
  movement: {
    title: 'Movement',
    meaning:
      'What lasting values open with, gain, lose and close with, entity by entity, from one end of a bucket to the other.',
    combining: 'Opening and closing add up over groups; the rest is compared anew for every group, bucket and total.',
  },
  funnel: {
    title: 'Funnel',
    meaning:
      'People or entries that came to a step, all steps in order and within their windows, how long it took, and who is on the way still; dated at the first step.',
    combining: 'Counted anew for every group, bucket and total: one person counts once.',
  },
}

/** Kinds there are words for, in the order in which one learns them. */
export const knownKinds = Object.keys(words)

/** What a kind is called and does; of one nobody wrote words for, its name. */
export function kindWords(kind: string): KindWords {
  return words[kind] ?? { title: kind, meaning: '', combining: '' }
}

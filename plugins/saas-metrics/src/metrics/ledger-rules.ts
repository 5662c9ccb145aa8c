/** Settings that the ledger of MRR is reckoned by; for figures of who leaves, that one first which they are asked about. */
export const ledgerRules = ['pastDueRule', 'discountRule', 'churnRecognition'] as const
export const lossRules = ['churnRecognition', 'pastDueRule', 'discountRule'] as const

/**
 * Turns a union of sentences into properties an argument lacks, so that the compiler prints the sentence
 * where a plugin is wrong. `never` (no problem) asks for nothing.
 */
export type MustHold<Problem extends string> = [Problem] extends [never] ? unknown : { readonly [S in Problem]: never }

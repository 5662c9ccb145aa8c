export { targetFileColumns, targetsOfFile, wrongLines, type TargetFile, type WrongLine } from './targets-of-file.ts'

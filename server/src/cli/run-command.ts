import { ProblemError } from '@tessera/plugin-api'
import { Command, CommanderError } from 'commander'
import { toProblemError } from '../http/problem-of.ts'
import { hideSecrets } from '../secrets/hide-secrets.ts'
import { biCommand } from './commands/bi.ts'
import { buildCommand } from './commands/build.ts'
import { calendarCommand } from './commands/calendar.ts'
import { dailyCommand } from './commands/daily.ts'
import { databaseCommands } from './commands/database.ts'
import { developCommands } from './commands/develop.ts'
import { eventsCommand } from './commands/events.ts'
import { jobCommand } from './commands/job.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { keyCommand } from './commands/key.ts'
import { pluginCommand } from './commands/plugin.ts'
import { projectCommand } from './commands/project.ts'
import { queryCommand } from './commands/query.ts'
import { rollupCommand } from './commands/rollup.ts'
import { secretsCommand } from './commands/secrets.ts'
import { targetsCommand } from './commands/targets.ts'
import { tenantCommand } from './commands/tenant.ts'
import { userCommand } from './commands/user.ts'

/** One line for anything thrown. Unexpected failures keep their reason: whoever types a command may see it. */
function lineOf(error: unknown): string {
  const problem = toProblemError(error)
  if (problem.code !== 'internal' || error instanceof ProblemError) return problem.message
  return error instanceof Error ? error.message : String(error)
}

/** The command `tessera` with all it knows. */
export function makeProgram(): Command {
  const program = new Command('tessera')
    .description(
      'Manage a Tessera installation. Uses the same environment as the server: TESSERA_DATA_DIR, DATABASE_URL.',
    )
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()

  tenantCommand(program)
  calendarCommand(program)
  userCommand(program)
  keyCommand(program)
  pluginCommand(program)
  queryCommand(program)
  eventsCommand(program)
  importCommand(program)
  targetsCommand(program)
  projectCommand(program)
  jobCommand(program)
  rollupCommand(program)
  dailyCommand(program)
  biCommand(program)
  exportCommand(program)
  secretsCommand(program)
  databaseCommands(program)
  buildCommand(program)
  developCommands(program)
  return program
}

/** Reads what was typed, does it, and sets the exit code. */
export async function runCommand(): Promise<void> {
  try {
    await makeProgram().parseAsync()
  } catch (error) {
    // why: commander has printed its own complaint, or the help it was asked for
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1
    else {
      process.stderr.write(`error: ${hideSecrets(lineOf(error)).replace(/\s*\n\s*/g, ' ')}\n`)
      process.exitCode = 1
    }
  }
}

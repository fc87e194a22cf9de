// The roll of 2022: as many made-up persons as were eligible, imported by the real workflow.
import { registerFile } from '../../../local/play/election/register.ts'
import { sha256Of } from '../builders/elections/roll-api.ts'
import { at, type Scene, well } from './scene.ts'
import { supply } from './supply.ts'

/** The register's file: a line for each person. Even the small one is sorted in more than one part. */
export const register = (): Buffer => registerFile(supply.map(({ ward, eligible }) => ({ wardCode: ward, eligible })))

/** Opens the roll, announces and uploads the file, and imports it with the state machine. Returns the public roll. */
export const importRoll = async (system: Scene, file: Buffer): Promise<unknown> => {
  const electionId = system.electionId()
  const params = { electionId }
  well(await system.ask('openRoll', { params, at: at.roll }), 201)
  const announced = { sha256: sha256Of(file), bytes: file.length }
  well(await system.onRoll('announceRollFile', electionId, announced, at.roll))
  if ((await system.sent(electionId, file)) !== 200) throw new Error('The file was refused')
  well(await system.onRoll('importRoll', electionId, { leavesOutWrongLines: false }, at.roll))
  await system.run(electionId)
  return well(await system.ask('getRoll', { params })).body
}

import { createEraseMeeting } from '../erase/erase-meeting.ts'
import { createErasePerson } from '../erase/erase-person.ts'
import type { RecordCommands } from '../ports.ts'
import { createAnswerReview } from './answer-review.ts'
import type { CommandDeps } from './command.ts'
import { createCorrectState } from './correct-state.ts'
import { createDeleteMeeting } from './delete-meeting.ts'
import { createEditMeeting } from './edit-meeting.ts'
import { createImportEntities } from './import-entities.ts'
import { createLockEntity } from './lock-entity.ts'
import { createMergeEntities } from './merge-entities.ts'
import { createRelinkName } from './relink-name.ts'
import { createRenameEntity } from './rename-entity.ts'
import { createRestoreMeeting } from './restore-meeting.ts'
import { createRetractMeeting } from './retract-meeting.ts'
import { createSplitEntity } from './split-entity.ts'
import { createWithdrawFact } from './withdraw-fact.ts'

/** Everything that can be said about the record besides meetings. */
export const createRecordCommands = (deps: CommandDeps): RecordCommands => ({
  mergeEntities: createMergeEntities(deps),
  splitEntity: createSplitEntity(deps),
  correctState: createCorrectState(deps),
  withdrawFact: createWithdrawFact(deps),
  renameEntity: createRenameEntity(deps),
  importEntities: createImportEntities(deps),
  editMeeting: createEditMeeting(deps),
  deleteMeeting: createDeleteMeeting(deps),
  eraseMeeting: createEraseMeeting(deps),
  erasePerson: createErasePerson(deps),
  answerReview: createAnswerReview(deps),
  lockEntity: createLockEntity(deps),
  relinkName: createRelinkName(deps),
  retractMeeting: createRetractMeeting(deps),
  restoreMeeting: createRestoreMeeting(deps),
})

import type { AnsweredObject } from '../../message/answer.ts'

/** What became of an object, in the few words that SAP's status texts hold. */
export function textOf({ objectKey, isPosted, operation, row, text }: AnsweredObject): string {
  if (!isPosted) return `${objectKey} not posted: ${text}`
  return `${row?.table ?? ''} ${words[operation]}: ${objectKey}`.trim()
}

const words: Record<AnsweredObject['operation'], string> = {
  create: 'created',
  update: 'changed',
  none: 'unchanged',
  deactivate: 'deactivated',
  delete: 'deleted',
}

import { EditorState } from '@codemirror/state'
import { t } from '../words.ts'

const words = [
  'Find',
  'Replace',
  'next',
  'previous',
  'all',
  'match case',
  'regexp',
  'by word',
  'replace',
  'replace all',
  'close',
  'Go to line',
  'go',
  'Fold line',
  'Unfold line',
]

/** The editor's own words in the user's language. */
export const editorPhrases = EditorState.phrases.of(Object.fromEntries(words.map((word) => [word, t(word)])))

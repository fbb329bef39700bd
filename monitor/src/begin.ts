import './first-answer.ts'
import './ui5.ts'
import { pageOf } from './pages.ts'
import { loadSentences } from './told.ts'
import { loadWords } from './words.ts'

// Small, so that what takes long is under way at once: who is signed in, the words, then everything else together with the page that is wanted.
await Promise.all([loadWords(), loadSentences()])
await Promise.all([import('./main.tsx'), pageOf(location.pathname)?.()])

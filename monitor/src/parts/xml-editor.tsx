import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { xml } from '@codemirror/lang-xml'
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { Button } from '@ui5/webcomponents-react/Button'
import { type ReactNode, useEffect, useRef } from 'react'
import { t } from '../words.ts'
import { editorLook } from './editor-look.ts'
import { editorPhrases } from './editor-phrases.ts'

/** Something that is wrong at a place of the text, counted from 1. */
export interface Fault {
  readonly line: number
  readonly column: number
  readonly sentence: string
}

interface Props {
  readonly name: string
  /** What it begins with. */
  readonly text: string
  readonly fault?: Fault | undefined
  /** Without it, it can only be read. */
  readonly onChange?: (text: string) => void
  /** What else can be done with it, beside the search. */
  readonly children?: ReactNode
}

/** XML with line numbers, search and folding. Tab leaves it, as it leaves every other field. */
export function XmlEditor({ name, text, fault, onChange, children }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useRef(onChange)
  changed.current = onChange
  const isReadOnly = onChange === undefined
  useEffect(() => {
    if (place.current === null) return
    const editor = new EditorView({
      parent: place.current,
      // In a dialog it would take the dialog's shadow root, whose styles do not reach what is shown there.
      root: document,
      state: EditorState.create({ doc: text, extensions: extensionsFor(name, isReadOnly, (now) => changed.current?.(now)) }),
    })
    view.current = editor
    // Escape closes the search, not the dialog around it, which would take what was typed with it.
    const keep = (event: KeyboardEvent) => event.key === 'Escape' && event.stopPropagation()
    editor.dom.addEventListener('keydown', keep)
    return () => editor.destroy()
  }, [name, text, isReadOnly])
  useEffect(() => {
    if (view.current !== undefined) mark(view.current, fault)
  }, [fault])
  return (
    <div className="xml">
      <div className="tools">
        {children}
        <Button design="Transparent" onClick={() => view.current && openSearchPanel(view.current)}>
          {t('Find in the document')}
        </Button>
      </div>
      <div ref={place} />
    </div>
  )
}

function extensionsFor(name: string, isReadOnly: boolean, onChange: (text: string) => void) {
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history(),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    xml(),
    editorLook,
    editorPhrases,
    EditorView.lineWrapping,
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({
      'aria-label': name,
      'aria-readonly': String(isReadOnly),
      spellcheck: 'false',
      tabindex: '0',
    }),
    keymap.of([...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) onChange(state.doc.toString())
    }),
  ]
}

/** Underlines where it is wrong, and brings that into view. */
function mark(view: EditorView, fault: Fault | undefined): void {
  if (fault === undefined) {
    view.dispatch(setDiagnostics(view.state, []))
    return
  }
  const line = view.state.doc.line(Math.min(Math.max(1, fault.line), view.state.doc.lines))
  const from = Math.min(line.from + Math.max(0, fault.column - 1), line.to)
  const to = Math.max(from, Math.min(from + 1, line.to))
  view.dispatch(setDiagnostics(view.state, [{ from, to, severity: 'error', message: fault.sentence }]), {
    selection: { anchor: from },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
  })
}

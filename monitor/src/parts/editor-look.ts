import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const look = EditorView.theme({
  '&': {
    color: 'var(--sapField_TextColor)',
    backgroundColor: 'var(--sapField_Background)',
    border: '1px solid var(--sapField_BorderColor)',
    borderRadius: '0.25rem',
    height: '100%',
  },
  '&.cm-focused': { outline: '2px solid var(--sapContent_FocusColor)', outlineOffset: '-1px' },
  '.cm-scroller': { font: '0.8rem / 1.5 ui-monospace, monospace' },
  '.cm-content': { caretColor: 'var(--sapTextColor)' },
  '.cm-cursor': { borderLeftColor: 'var(--sapTextColor)' },
  '.cm-gutters': {
    color: 'var(--sapContent_LabelColor)',
    backgroundColor: 'var(--sapList_HeaderBackground)',
    borderRight: '1px solid var(--sapList_BorderColor)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--sapList_Hover_Background)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--sapList_SelectionBackgroundColor)',
  },
  '.cm-panels': { color: 'var(--sapTextColor)', backgroundColor: 'var(--sapGroup_ContentBackground)' },
  '.cm-panels input, .cm-panels button': {
    color: 'var(--sapTextColor)',
    background: 'var(--sapField_Background)',
    border: '1px solid var(--sapField_BorderColor)',
    borderRadius: '0.25rem',
  },
  '.cm-tooltip': { color: 'var(--sapTextColor)', backgroundColor: 'var(--sapGroup_ContentBackground)' },
})

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--sapLinkColor)' },
  { tag: [tags.angleBracket, tags.comment, tags.processingInstruction], color: 'var(--sapContent_LabelColor)' },
  { tag: tags.attributeName, color: 'var(--sapInformativeTextColor)' },
  { tag: tags.attributeValue, color: 'var(--sapPositiveTextColor)' },
  { tag: tags.invalid, color: 'var(--sapNegativeTextColor)' },
])

/** The colours of the theme in use, as all else has them. */
export const editorLook = [look, syntaxHighlighting(colours)]

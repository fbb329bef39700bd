import { SegmentedButton } from '@ui5/webcomponents-react/SegmentedButton'
import { SegmentedButtonItem } from '@ui5/webcomponents-react/SegmentedButtonItem'
import { useState } from 'react'
import { useSession } from '../session.tsx'
import { t } from '../words.ts'
import { DocumentTree } from './document-tree.tsx'
import { RawDocument } from './raw-document.tsx'

/** What was received: as SAP shows it, or byte for byte. */
export function DocumentPane({ id, contentType }: { id: string; contentType: string }) {
  const [isRaw, setIsRaw] = useState(false)
  const { may } = useSession()
  return (
    <section className="pane" aria-label={t('The document')}>
      <header>
        <h2>{t('The document')}</h2>
        {may('see personal data') ? (
          <SegmentedButton
            accessibleName={t('How the document is shown')}
            onSelectionChange={({ detail }) => setIsRaw(detail.selectedItems[0]?.dataset.form === 'raw')}
          >
            <SegmentedButtonItem selected={!isRaw} data-form="tree">
              {t('Segments')}
            </SegmentedButtonItem>
            <SegmentedButtonItem selected={isRaw} data-form="raw">
              {t('As it came')}
            </SegmentedButtonItem>
          </SegmentedButton>
        ) : (
          <small className="quiet">{t('Values are hidden: to see them takes the role personal-data')}</small>
        )}
      </header>
      <div className="pane-body">{isRaw ? <RawDocument id={id} contentType={contentType} /> : <DocumentTree id={id} />}</div>
    </section>
  )
}

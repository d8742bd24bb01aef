import type { KeyFigure } from '../api/types';
import { useLanguage } from '../i18n/language';
import { DefinitionCard } from './definition-card';
import { Dialog } from './dialog';

export function DefinitionDialog({ figure, onClose }: { figure: KeyFigure; onClose: () => void }) {
  const { text } = useLanguage();
  return (
    <Dialog title={text(figure.name)} onClose={onClose}>
      <DefinitionCard figure={figure} />
    </Dialog>
  );
}

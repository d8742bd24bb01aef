import { Component, type ComponentChildren } from 'preact';
import { useLanguage } from '../i18n/language';

interface Props {
  children: ComponentChildren;
  place: string;
}

/** A page that fails shows what happened instead of nothing; the next page starts afresh. */
export class ErrorBoundary extends Component<Props, { failed: string | null }> {
  override state = { failed: null };

  override componentDidCatch(): void {
    this.setState({ failed: this.props.place });
  }

  override render() {
    if (this.state.failed === this.props.place) return <Failed />;
    return this.props.children;
  }
}

function Failed() {
  const { t } = useLanguage();
  const now = new Date().toISOString();
  return (
    <div class="message message-error" role="alert">
      <h1>{t.error.title}</h1>
      <p>
        {t.error.safe} {t.error.act}
      </p>
      <p>
        {t.error.reference}: <code>{now}</code>
      </p>
      <button type="button" onClick={() => window.location.reload()}>
        {t.error.retry}
      </button>
    </div>
  );
}

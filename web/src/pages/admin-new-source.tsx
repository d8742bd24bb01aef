import { PageHead } from '../components/page-head';
import { useRouter } from '../routing/location';
import { MappingEditor } from '../sources/mapping-editor';
import { SourcePage } from '../sources/guarded';
import { sourceWords } from '../sources/words';

const BEGINNING = `[mapping]
id = ""
version = 1
target = ""
owner = ""

[source]
onBadRow = "quarantine"

[name]
sv = ""
en = ""

[[field]]
to = ""
from = ""
`;

/** A new source from a mapping that is written or pasted. */
export function NewSource() {
  return (
    <SourcePage permission="source.add" title={(w) => w.admin.newTitle}>
      <NewSourcePage />
    </SourcePage>
  );
}

function NewSourcePage() {
  const { admin: a, editor: e } = sourceWords.useWords();
  const { go } = useRouter();
  return (
    <>
      <PageHead
        title={a.newTitle}
        windowTitle={`${a.title}: ${a.newTitle}`}
        crumbs={[{ name: a.sources, href: '/admin/kallor' }]}
      >
        <p class="lead">{a.newLead}</p>
      </PageHead>
      <h2>{e.title}</h2>
      <MappingEditor
        source={{ id: '', toml: BEGINNING, origin: 'stored' }}
        etag={null}
        canEdit
        onSaved={(id) => go(`/admin/kallor/${id}`)}
      />
    </>
  );
}

import { PageHead } from '../components/page-head';
import { importWords } from '../imports/words';
import { useRouter } from '../routing/location';
import { Require } from '../session/require';
import { MappingEditor } from '../sources/mapping-editor';
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
    <importWords.Words>
      <sourceWords.Words>
        <Guarded />
      </sourceWords.Words>
    </importWords.Words>
  );
}

function Guarded() {
  const a = sourceWords.useWords().admin;
  return (
    <Require permission="source.add" title={a.newTitle}>
      <NewSourcePage />
    </Require>
  );
}

function NewSourcePage() {
  const a = sourceWords.useWords().admin;
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
      <MappingEditor
        source={{ id: '', toml: BEGINNING, origin: 'stored' }}
        etag={null}
        canEdit
        onSaved={(id) => go(`/admin/kallor/${id}`)}
      />
    </>
  );
}

/** Headings with paragraphs below them. */
export function ProseSections({
  sections,
}: {
  sections: readonly { title: string; text: readonly string[] }[];
}) {
  return (
    <div class="prose">
      {sections.map((section) => (
        <section key={section.title}>
          <h2>{section.title}</h2>
          {section.text.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </div>
  );
}

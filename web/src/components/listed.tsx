import { Fragment } from 'preact';

/** Several texts in one line, each with its direction to itself; empty ones are left out. */
export const Listed = ({
  texts,
  between = ', ',
}: {
  texts: readonly (string | null | undefined | false)[];
  between?: string;
}) => (
  <>
    {texts.filter(Boolean).map((text, index) => (
      <Fragment key={index}>
        {index > 0 && between}
        <bdi>{text}</bdi>
      </Fragment>
    ))}
  </>
);

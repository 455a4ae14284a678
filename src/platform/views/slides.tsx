// A finding a screen, for a room: big words, links from one to the next, one per sheet of paper.
import type { VNode } from "preact";
import { Anchor } from "./link.tsx";

export type SlideContent = {
  /** The number that says it, if one does. */
  figure?: string;
  title: string;
  note?: string;
};

type SlidesProps = {
  slides: readonly SlideContent[];
  back: { href: string; text: string };
  words: { next: string; previous: string; of: (n: number, of: number) => string };
};

/** Slides that work by scrolling, by their links and by the keyboard of any browser, without scripts. */
export function Slides({ slides, back, words }: SlidesProps): VNode {
  return (
    <div class="slides">
      {slides.map((slide, index) => (
        <section class="slide" id={`hoja-${index + 1}`} aria-labelledby={`hoja-${index + 1}-t`}>
          <div class="slide__body">
            {slide.figure && <p class="slide__figure">{slide.figure}</p>}
            <h2 class="slide__title" id={`hoja-${index + 1}-t`}>
              {slide.title}
            </h2>
            {slide.note && <p class="slide__note">{slide.note}</p>}
          </div>
          <nav class="slide__foot" aria-label={words.of(index + 1, slides.length)}>
            <span class="num">{words.of(index + 1, slides.length)}</span>
            {index > 0 && <Anchor href={`#hoja-${index}`}>{words.previous}</Anchor>}
            {index < slides.length - 1 && <Anchor href={`#hoja-${index + 2}`}>{words.next}</Anchor>}
            <Anchor href={back.href}>{back.text}</Anchor>
          </nav>
        </section>
      ))}
    </div>
  );
}

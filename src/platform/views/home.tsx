// Pieces of the home page: the hero, the doors, how it works.
import type { ComponentChildren, VNode } from "preact";
import { DoorArt, type DoorName, HowArt, type HowName, PlazaArt } from "./art.tsx";
import { Anchor } from "./link.tsx";

/** Title, one line and the search, beside the drawing of a square. */
export function Hero({
  title,
  lead,
  children,
}: {
  title: string;
  lead: ComponentChildren;
  children?: ComponentChildren;
}): VNode {
  return (
    <section class="hero" aria-labelledby="portada">
      <div class="page hero__grid">
        <div class="hero__words">
          <h1 id="portada">{title}</h1>
          <p class="lead">{lead}</p>
          {children}
        </div>
        <PlazaArt />
      </div>
    </section>
  );
}

export type DoorProps = {
  art: DoorName;
  title: string;
  href: string;
  text: ComponentChildren;
  count?: ComponentChildren;
};

/** A way in: the whole box is the link, whose name is the title. */
export function Door({ art, title, href, text, count }: DoorProps): VNode {
  return (
    <article class="door">
      <DoorArt name={art} />
      <h2 class="door__title">
        <Anchor class="door__link" href={href}>
          {title}
        </Anchor>
      </h2>
      <p class="door__text">{text}</p>
      {count && <p class="door__count">{count}</p>}
    </article>
  );
}

export type HowStep = { art: HowName; title: string; text: ComponentChildren };

/** The steps from what somebody says to what is done, drawn. */
export function HowItWorks({ steps }: { steps: readonly HowStep[] }): VNode {
  return (
    <ol class="how">
      {steps.map((step, index) => (
        <li class="how__step">
          <HowArt name={step.art} />
          <h3 class="how__title">
            {index + 1}. {step.title}
          </h3>
          <p class="how__text">{step.text}</p>
        </li>
      ))}
    </ol>
  );
}

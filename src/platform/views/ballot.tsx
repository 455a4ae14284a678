// Voting: cards to choose among, and the bar at the thumb. Answers to an opinion weigh the same.
import type { ComponentChildren, VNode } from "preact";
import { t, writtenIn } from "../i18n/i18n.ts";
import { Meter } from "./charts.tsx";
import { Icon } from "./icons.tsx";
import { Island } from "./island.tsx";
import { Anchor } from "./link.tsx";

export type BallotCardProps = {
  id: string;
  /** Name of the field: the same in all the cards. */
  name: string;
  value: string;
  title: string;
  place: ComponentChildren;
  cost?: string;
  sector?: string;
  checked?: boolean;
  /** "Nace de" + link to the needs it comes from. */
  from?: { before: string; text: string; href: string };
  more?: { text: string; href: string };
};

/** One initiative to choose; the whole upper part is its label. */
export function BallotCard(card: BallotCardProps): VNode {
  return (
    <div class="ballot">
      <input
        class="ballot__input"
        type="checkbox"
        id={card.id}
        name={card.name}
        value={card.value}
        checked={card.checked}
        aria-describedby={`${card.id}-d`}
      />
      <label class="ballot__label" for={card.id}>
        <span class="ballot__title" lang={writtenIn()}>
          {card.title}
        </span>
        <span class="ballot__facts" id={`${card.id}-d`}>
          <span>{card.place}</span>
          {(card.cost || card.sector) && (
            <span>
              {card.cost && <strong class="num">{card.cost}</strong>}
              {card.cost && card.sector && " · "}
              {card.sector}
            </span>
          )}
        </span>
      </label>
      <p class="ballot__foot">
        {card.from && (
          <span>
            {card.from.before}{" "}
            <Anchor href={card.from.href} label={`${card.from.text}: ${card.title}`}>
              {card.from.text}
            </Anchor>
          </span>
        )}
        {card.more && (
          <Anchor class="next" href={card.more.href} label={`${card.more.text}: ${card.title}`}>
            {card.more.text}
          </Anchor>
        )}
      </p>
    </div>
  );
}

/** The bar that stays at the thumb, never over the footer. Give it to `Frame` as `bar`. */
export function Bar({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <section class="bar" aria-label={label}>
      <div class="page bar__row">{children}</div>
    </section>
  );
}

/** "Elegiste 3 de 5" with its dots; the island keeps it true and stops at the maximum. `form` is the id of the ballot. */
export function BallotCount({
  chosen,
  max,
  form,
  name,
}: {
  chosen: number;
  max: number;
  form: string;
  name: string;
}): VNode {
  const data = {
    form,
    name,
    max: String(max),
    text: t("views.ballot.chosen", { n: "%", max }),
    full: t("views.ballot.full", { max }),
  };
  return (
    <Island tag="plaza-ballot" look="stack stack--xs" data={data}>
      <svg width={max * 17 + 1} height="18" viewBox={`0 0 ${max * 17 + 1} 18`} aria-hidden="true" focusable="false">
        {Array.from({ length: max }, (_, index) => (
          <circle
            class={`${index < chosen ? "f-primary" : "f-surface"} k-primary`}
            stroke-width="2.5"
            cx={9 + 17 * index}
            cy="9"
            r="6.5"
          />
        ))}
      </svg>
      <p role="status">
        <strong>{t("views.ballot.chosen", { n: String(chosen), max })}</strong>
      </p>
    </Island>
  );
}

/** One statement to answer. It is read aloud when the island changes it. */
export function Opinion({ id, text, note, lang }: OpinionProps): VNode {
  return (
    <div class="opinion">
      <p class="opinion__text" id={id} lang={lang} aria-live="polite">
        {text}
      </p>
      {note && <p class="fine">{note}</p>}
    </div>
  );
}
type OpinionProps = { id: string; text: string; note?: ComponentChildren; lang?: string };

/** How far somebody got among the statements, and that nothing presses. */
export function OpinionProgress({ text, percent, hint }: { text: string; percent: number; hint: string }): VNode {
  return (
    <div class="stack stack--xs">
      <p class="meters__head small">
        <span role="status">{text}</span>
        <span class="soft">{hint}</span>
      </p>
      <Meter percent={percent} height={10} />
    </div>
  );
}

/** What the island of a conversation needs: where to send and ask, what comes next, and its words with % for figures. */
export type OpinionData = {
  send: string;
  next: string;
  /** Name under which this device keeps what is still to be sent. */
  key: string;
  answered: string;
  total: string;
  ahead: string;
  count: string;
  seed: string;
  person: string;
  waiting: string;
  empty: string;
  dropped: string;
};

/** The form of a conversation, made instant by its island. The status line is where it says what waits for a signal. */
export function OpinionIsland({ data, children }: { data: OpinionData; children: ComponentChildren }): VNode {
  return (
    <Island tag="plaza-opinion" look="stack" data={data}>
      {children}
      <p class="small" role="status" />
    </Island>
  );
}

export type AnswerWords = { agree: string; disagree: string; pass: string };

/** Agree and disagree look the same (no nudge); to pass is quieter. Sends 1, -1 or 0; on a keyboard A, D and P press them while the focus is in the island. */
export function OpinionAnswers({ name, about, words }: { name: string; about: string; words: AnswerWords }): VNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the statement above already names the group; a legend would repeat it
    <div class="answers" role="group" aria-labelledby={about}>
      <button type="submit" class="answer answer--main" name={name} value="1" aria-keyshortcuts="A">
        <Icon name="check" /> {words.agree}
      </button>
      <button type="submit" class="answer answer--main" name={name} value="-1" aria-keyshortcuts="D">
        <Icon name="cross" /> {words.disagree}
      </button>
      <button type="submit" class="answer answer--pass" name={name} value="0" aria-keyshortcuts="P">
        {words.pass}
      </button>
    </div>
  );
}

/** The keys of the answers, shown only where there are keys. */
export function OpinionKeys({ items }: { items: readonly { key: string; text: string }[] }): VNode {
  return (
    <p class="small no-touch">
      {t("views.ballot.keys")}{" "}
      {items.map((item, index) => (
        <>
          {index > 0 && " · "}
          <kbd>{item.key}</kbd> {item.text}
        </>
      ))}
    </p>
  );
}

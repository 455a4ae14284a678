// The whole HTML document: header with four words, woven band, breadcrumb, main, footer with the site map.
import type { ComponentChildren, VNode } from "preact";
import { type Locale, t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { lending } from "./frame-context.ts";
import { type PageWidth, pageClass } from "./layout.tsx";
import { Anchor } from "./link.tsx";
import { Mark } from "./mark.tsx";
import { finished, renderHtml, written } from "./render-html.ts";
import { Written } from "./text.tsx";

export type MenuItem = { id: string; text: string; href: string };
export type FootColumn = { title: string; links: readonly { text: string; href: string }[] };

/**
 * Who answers for the site. Its sign is `logoHref` (a square image of its own) or `logo` (path data of one shape drawn in
 * 40 × 40, which costs no request); without either, the woven mark.
 */
export type FrameEntity = {
  name: string;
  shortName: string;
  address?: string;
  hours?: string;
  contact?: { text: string; href: string };
  legalLinks?: readonly { text: string; href: string }[];
  logo?: string;
  logoHref?: string;
};

export type FrameProps = {
  title: string;
  locale: Locale;
  /** BCP 47 tag of the document; the locale when absent. */
  lang?: string;
  entity: FrameEntity;
  menu: readonly MenuItem[];
  /** id of the menu item that is lit. */
  section?: string;
  home?: string;
  crumbs?: readonly FrameCrumb[];
  footer: readonly FootColumn[];
  demo?: boolean | string;
  /** Where the demonstration offers to be somebody else. */
  demoLink?: { text: string; href: string };
  /** The same page in the other language. */
  alternate?: { href: string; locale: Locale };
  /** Staff wear their own menu (given in `menu`), their name and the way out. */
  staff?: { area: string; who: string; signOut?: string };
  csrf?: string;
  cssHref: string;
  /** Asks for the font at once instead of when the style is read; leave it out on slow networks. */
  fontHref?: string;
  /** Colour of the bars of the phone's browser: the header of the brand. */
  themeColor?: string;
  /** Addresses of the islands of this page. */
  islands?: readonly string[];
  noindex?: boolean;
  description?: string;
  /** The page came back with errors: its title begins with "Error:". */
  failed?: boolean;
  width?: PageWidth;
  /** main without padding: for pages made of bands. */
  flush?: boolean;
  /** The sticky bar between main and footer. */
  bar?: ComponentChildren;
  /** What is the same in many pages of one site in one language, by name: rendered by the first that has it. */
  parts?: Map<string, VNode>;
  children?: ComponentChildren;
};

/** The text of a whole page, doctype included. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderHtml(page)}`;
}

export function Frame(props: FrameProps): VNode {
  const [main, bar] = lending({ csrf: props.csrf }, () => [written(props.children), written(props.bar)]);
  return (
    <html lang={props.lang ?? props.locale}>
      <FrameHead {...props} />
      <body>
        <a class="skip" href="#contenido">
          {t("views.frame.skip")}
        </a>
        <Part name={`header ${props.section}`} {...props}>
          {FrameHeader}
        </Part>
        {props.crumbs && props.crumbs.length > 0 && <Crumbs crumbs={props.crumbs} width={props.width} />}
        <main id="contenido" class={cx("main", props.flush && "main--flush")}>
          {main}
        </main>
        {bar}
        <FrameFooter {...props} />
      </body>
    </html>
  );
}

/** A part of a public page that is rendered once; staff pages hold names and tokens, and are not. */
function Part({ name, children: Render, ...props }: Omit<FrameProps, "children"> & PartProps): VNode {
  const { parts, staff } = props;
  if (parts === undefined || staff !== undefined) return <Render {...props} />;
  const part = parts.get(name) ?? finished(<Render {...props} />);
  parts.set(name, part);
  return part;
}
type PartProps = { name: string; children: (props: FrameProps) => VNode };

function FrameHead(props: FrameProps): VNode {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${props.failed ? `${t("views.form.error")} ` : ""}${props.title} · ${props.entity.shortName}`}</title>
      {props.description && <meta name="description" content={props.description} />}
      {props.noindex && <meta name="robots" content="noindex" />}
      <meta name="theme-color" content={props.themeColor ?? "#084539"} />
      <link rel="stylesheet" href={props.cssHref} />
      {props.fontHref && (
        <link rel="preload" as="font" type="font/woff2" href={props.fontHref} crossorigin="anonymous" />
      )}
      {props.alternate && <link rel="alternate" hreflang={props.alternate.locale} href={props.alternate.href} />}
      {props.islands?.map((src) => (
        <script type="module" src={src} />
      ))}
    </head>
  );
}

function FrameHeader(props: FrameProps): VNode {
  const page = pageClass(props.staff ? "wide" : "page");
  return (
    <header>
      {props.demo && <DemoBand page={page} text={props.demo} link={props.demoLink} />}
      <div class="site">
        <div class={page}>
          <div class="site__bar">
            <a class="site__brand" href={props.home ?? "/"}>
              <Mark logo={props.entity.logo} href={props.entity.logoHref} />
              <span>
                <span class="site__name">{t("views.frame.app")}</span>{" "}
                <span class="site__entity">{props.staff?.area ?? props.entity.name}</span>
              </span>
            </a>
            <nav class={cx("site__nav", props.staff && "site__nav--staff")} aria-label={t("views.frame.menu")}>
              {props.menu.map((item) => (
                <Anchor
                  class={cx("site__link", item.id === props.section && "site__link--now")}
                  href={item.href}
                  current={item.id === props.section && "true"}
                >
                  {item.text}
                </Anchor>
              ))}
            </nav>
            {props.staff && <Who who={props.staff.who} signOut={props.staff.signOut} csrf={props.csrf} />}
          </div>
        </div>
      </div>
      <div class="weave" aria-hidden="true" />
    </header>
  );
}

/** Said on every page: nobody must take the example for the real thing. */
function DemoBand({ page, text, link }: { page: string; text: true | string; link: FrameProps["demoLink"] }): VNode {
  return (
    <div class="demo">
      <div class={page}>
        <p class="demo__text">
          <strong>{t("views.frame.demo")}</strong> {text === true ? t("views.frame.demoText") : text}{" "}
          {link && <Anchor href={link.href}>{link.text}</Anchor>}
        </p>
      </div>
    </div>
  );
}

function Who({ who, signOut, csrf }: { who: string; signOut?: string; csrf?: string }): VNode {
  return (
    <div class="site__who">
      <span>{who}</span>
      {signOut && csrf && (
        <form action={signOut} method="post">
          <input type="hidden" name="csrf" value={csrf} />
          <button type="submit" class="site__out">
            {t("views.frame.signOut")}
          </button>
        </form>
      )}
    </div>
  );
}

/** `written`: words that people or the entity wrote, in their language. */
type FrameCrumb = { text: string; href?: string; written?: boolean };

function Crumbs({ crumbs, width }: { crumbs: readonly FrameCrumb[]; width?: PageWidth }): VNode {
  const textOf = ({ text, written }: FrameCrumb) => (written ? <Written>{text}</Written> : text);
  return (
    <nav class={cx("crumbs", pageClass(width))} aria-label={t("views.frame.crumbs")}>
      <ol class="crumbs__list">
        {crumbs.map((crumb) => (
          <li class="crumbs__item">
            {crumb.href ? (
              <Anchor href={crumb.href}>{textOf(crumb)}</Anchor>
            ) : (
              <span aria-current="page">{textOf(crumb)}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function FrameFooter(props: FrameProps): VNode {
  const { alternate, staff } = props;
  return (
    <footer class="foot">
      <div class="weave" aria-hidden="true" />
      <div class={pageClass(staff ? "wide" : "page")}>
        <div class="foot__grid">
          <div class="stack stack--s">
            <Part name="contact" {...props}>
              {FootContact}
            </Part>
            {alternate && (
              <p>
                <Anchor class="foot__link" href={alternate.href} lang={alternate.locale}>
                  {t(`views.frame.language.${alternate.locale}`)}
                </Anchor>
              </p>
            )}
          </div>
          <Part name="footer" {...props}>
            {FootNavs}
          </Part>
        </div>
      </div>
    </footer>
  );
}

function FootContact({ entity }: FrameProps): VNode {
  return (
    <>
      <h2 class="foot__title">{entity.name}</h2>
      {entity.address && <p>{entity.address}</p>}
      {entity.hours && <p>{entity.hours}</p>}
      {entity.contact && (
        <p>
          <Anchor class="foot__link" href={entity.contact.href}>
            {entity.contact.text}
          </Anchor>
        </p>
      )}
      <p>{t("views.frame.madeWith")}</p>
    </>
  );
}

function FootNavs({ entity, footer }: FrameProps): VNode {
  return (
    <>
      {[...footer, ...legalColumn(entity)].map((column, index) => (
        <FootNav column={column} id={`pie-${index}`} />
      ))}
    </>
  );
}

function FootNav({ column, id }: { column: FootColumn; id: string }): VNode {
  return (
    <nav aria-labelledby={id} class="stack stack--s">
      <h2 class="foot__title" id={id}>
        {column.title}
      </h2>
      <ul class="foot__list">
        {column.links.map((link) => (
          <li>
            <Anchor class="foot__link" href={link.href}>
              {link.text}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function legalColumn(entity: FrameEntity): FootColumn[] {
  if (!entity.legalLinks || entity.legalLinks.length === 0) return [];
  return [{ title: t("views.frame.legal"), links: entity.legalLinks }];
}

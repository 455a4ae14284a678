-- Spanish search: the one pair of functions that both the stored vectors and the queries go through.
--
-- The problem. The Spanish stemmer of PostgreSQL expects written accents: "participación" and "participaciones" meet in
-- "particip", but "participacion" stays alone, and people write without accents. Taking the accents off first makes it worse,
-- because the stemmer knows "-ación" and not "-acion". The stemmer also leaves apart words that people hold to be one:
-- joven/jóvenes, mujer/mujeres, hogar/hogares, ciudad/ciudades, luz/luces, vía/vías.
--
-- The way. Every text takes the same path, so that a word meets itself however it was typed:
--   1. sigesi_fold: composed Unicode, lower case, without accents (ñ → n included), one space between words.
--   2. Anything that is neither letter nor digit is a space ("agua/luz" is two words, not the name of a file).
--   3. Endings are restored or evened out, and only those that change the stem: -acion → -ación, -ucion → -ución, -logia →
--      -logía; plurals whose singular the stemmer takes for a verb (-anes, -enes, -ares, -eres, -ires, -ades, -edes, -ides,
--      -eses) lose their "es"; a final z becomes c (luz, luces); short plurals lose their "s" (vías, días, ríos).
--   4. Stop words that lost their accent go (mas, tambien, estan…): the stop list of the server only has them accented.
--   5. The Spanish stemmer; then the lexemes lose the accents that step 3 gave back, if any stayed.
-- Endings in -ia are NOT given their accent back in general: the stemmer would then read "comunitaria", "agraria" and
-- "minería" as conditionals of a verb (comunit-, agr-, min-) and part them from comunitario and agrario. Folded on both
-- sides they already meet (energia, energías → energi).
--
-- What it does not do: año and ano, or caso and casa, meet, because both typing without ñ and gender are folded on purpose.
--
-- The functions are declared immutable although the rules of unaccent belong to the server: after a major upgrade of
-- PostgreSQL that changes those rules, rewrite the generated columns that use them. They name every function and collation in full, so
-- neither search_path nor the locale of the database changes their answer.

create function sigesi_fold(input text) returns text
  language plpgsql immutable strict parallel safe
as $$
declare
  composed text := input;
begin
  -- Asking is three times cheaper than composing, and nearly every text already is.
  if input is not nfc normalized then
    composed := normalize(input, nfc);
  end if;
  return pg_catalog.btrim(pg_catalog.regexp_replace(
    pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, composed) collate pg_catalog.pg_c_utf8),
    -- A lone space is left alone: replacing it by itself was most of the cost.
    '\s\s+|[^\S ]', ' ', 'g'));
end
$$;
comment on function sigesi_fold(text) is
  'Text for comparing by trigrams: lower case, no accents, ñ as n, one space between words. As public or private as its input. Owner: search (platform).';

-- Steps 2 and 3 on a folded text; shared by vector and query, never called alone. What may stay besides letters, digits and spaces is
-- up to the caller (the query keeps quotes and leading minus signs).
create function sigesi_search_endings(folded text) returns text
  language plpgsql immutable strict parallel safe
as $$
declare
  words text := folded collate pg_catalog.pg_c_utf8;
begin
  -- Stop words of the server's Spanish list, as they stand once their accent is lost.
  words := pg_catalog.regexp_replace(words,
    '\m(?:mas|si|tambien|est(?:an|ais|eis|en|are|aran?|aria|arian)|hab(?:ian?|eis|re|ran?|rian?)|ser(?:e|an?|ian?)|ten(?:ian?|eis|dre|dran?|drian?))\M',
    ' ', 'g');
  -- comunidad, comunicación and comuna share a stem, and needs are full of the three: each goes its own way.
  words := pg_catalog.regexp_replace(words, '\mcomunidad(es)?\M', 'comunidadx', 'g');
  words := pg_catalog.regexp_replace(words, '\mcomunicacion(es)?\M', 'comunicar', 'g');
  -- Plurals whose singular the stemmer cuts shorter: imágenes, volcanes, mujeres, hogares, ciudades, redes, intereses.
  words := pg_catalog.regexp_replace(words, '(an|en|ar|[^i]er|ir|ad|ed|es)es\M', '\1', 'g');
  -- Plurals that the stemmer cuts shorter than their singular, or that are too short for it to cut: líneas, costosas, inviernos, últimos;
  -- vías, ríos, años, obras.
  words := pg_catalog.regexp_replace(words,
    '(ea|osa|erno|(?:inim|axim|oxim|ultim|egitim|aritim|uprem|restam|eclam)o|\m(?:[a-z]{0,2}[aeiou][aeo]|[aeiou][a-z]{1,2}[aeo]))s\M',
    '\1', 'g');
  -- luz and luces meet in luc.
  words := pg_catalog.regexp_replace(words, 'z\M', 'c', 'g');
  -- The endings that the stemmer only knows with their accent.
  words := pg_catalog.regexp_replace(words, '(ac|uc)ion\M', '\1ión', 'g');
  words := pg_catalog.regexp_replace(words, 'logia(s?)\M', 'logía\1', 'g');
  return words;
end
$$;
comment on function sigesi_search_endings(text) is
  'Evens out the endings of folded Spanish words before the stemmer (see the head of the migration that creates it). Inner step of sigesi_search_vector and sigesi_search_query. Owner: search (platform).';

create function sigesi_search_vector(input text) returns tsvector
  language plpgsql immutable strict parallel safe
as $$
begin
  return pg_catalog.to_tsvector('pg_catalog.spanish', public.sigesi_search_endings(
    pg_catalog.regexp_replace(public.sigesi_fold(input) collate pg_catalog.pg_c_utf8, '[^[:alnum:] ]+', ' ', 'g')));
end
$$;
comment on function sigesi_search_vector(text) is
  'What is indexed of a Spanish text: its lexemes, blind to accents, ñ, case and number. Store it in a generated column under a GIN index and ask with sigesi_search_query. Owner: search (platform).';

-- The query takes what a person types in a search box, whatever it is: words (all of them), "a phrase", -without, "agua o luz".
-- With whole_words false the last word, unless quoted or denied, also counts as the beginning of a word, for lists that narrow while
-- one types. Only the first 1,000 characters are read. Stop words, signs or nothing give an empty query, which matches nothing:
-- callers ask numnode(query) = 0 to mean "no filter".
create function sigesi_search_query(input text, whole_words boolean default true) returns tsquery
  language plpgsql immutable strict parallel safe
as $$
declare
  typed text := public.sigesi_fold(pg_catalog.left(input, 1000)) collate pg_catalog.pg_c_utf8;
  last_word text;
  before text;
  half_typed tsquery;
begin
  typed := pg_catalog.regexp_replace(typed, '[^[:alnum:]" -]+', ' ', 'g');
  -- A minus means "without" only in front of a word; inside one (co-gestión) it is a space.
  typed := pg_catalog.regexp_replace(typed, '([^ "-])-+|-+(?![[:alnum:]"])|-+(?=-)', '\1 ', 'g');
  if not whole_words and pg_catalog.strpos(typed, '"') = 0 then
    last_word := pg_catalog.substring(typed, '(?:^| )([[:alnum:]]+)$');
  end if;
  if last_word is not null then
    before := pg_catalog.rtrim(pg_catalog.left(typed, -pg_catalog.length(last_word)));
    -- "participaci" is on its way to a lexeme shorter than itself (particip), so the half-typed ending goes.
    half_typed := public.sigesi_search_query(last_word) operator(pg_catalog.||)
      (pg_catalog.regexp_replace(last_word, '(ac|uc)io?$', '') || ':*')::pg_catalog.tsquery;
    if before ~ ' o$' then
      return public.sigesi_search_query(before) operator(pg_catalog.||) half_typed;
    end if;
    return public.sigesi_search_query(before) operator(pg_catalog.&&) half_typed;
  end if;
  typed := public.sigesi_search_endings(typed);
  -- Between two words the Spanish "o" is the "or" of the web syntax; within quotes it is a stop word like the others.
  if pg_catalog.strpos(typed, '"') = 0 then
    typed := pg_catalog.regexp_replace(typed, '([[:alnum:]]) +o +(?=-?[[:alnum:]])', '\1 or ', 'g');
  end if;
  return pg_catalog.websearch_to_tsquery('pg_catalog.spanish', typed);
end
$$;
comment on function sigesi_search_query(text, boolean) is
  'What a person typed in a search box, as a query over sigesi_search_vector; any input is safe. Second argument false: the last word may be half typed. Owner: search (platform).';

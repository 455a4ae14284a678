import type { VNode } from "preact";
import { BallotCard, BallotCount, Opinion, OpinionAnswers } from "./ballot.tsx";
import { Specimen, sample } from "./catalogue-sample.tsx";
import { Checkboxes, DateField, Radios, TextArea } from "./choices.tsx";
import { ErrorSummary, Field, FieldRow, FileField, Form, NearDateField, SearchBox, Select } from "./form.tsx";
import { Grid, Split } from "./layout.tsx";
import { Button } from "./link.tsx";
import { FilterButtons } from "./lists.tsx";
import { StepCount } from "./steps.tsx";

/** Fields in normal state and with errors, and the pieces of voting. */
export function CatalogueForms(): VNode {
  return (
    <>
      <Split kind="half">
        <Normal />
        <WithErrors />
      </Split>
      <Voting />
    </>
  );
}

function Normal(): VNode {
  const group = [
    { value: "a", label: sample("groupOne") },
    { value: "b", label: sample("groupTwo") },
    { value: "c", label: sample("longWord") },
  ];
  return (
    <Specimen title={sample("fields")}>
      <StepCount at={2} of={4} />
      <SearchBox id="q-muestra" action="#" label={sample("searchLabel")} suggestions={[sample("place")]} />
      <Form action="#" method="get">
        <Field id="m-nombre" label={sample("whereLabel")} hint={sample("whereHint")} value={sample("longWord")} />
        <Field id="m-correo" label={sample("mail")} type="email" autocomplete="email" optional />
        <TextArea id="m-texto" label={sample("whatLabel")} hint={sample("whatHint")} maxLength={600} />
        <Select
          id="m-sector"
          label={sample("sector")}
          placeholder={sample("pick")}
          options={[
            { value: "1", label: sample("sectorOne") },
            { value: "2", label: sample("sectorTwo") },
          ]}
        />
        <Radios
          id="m-modo"
          label={sample("nameQuestion")}
          value="si"
          options={[
            { value: "si", label: sample("nameYes"), more: sample("nameYesMore") },
            { value: "no", label: sample("nameNo"), more: sample("nameNoMore") },
          ]}
        />
        <Checkboxes id="m-grupos" label={sample("groups")} optional row values={["a"]} options={group} />
        <FieldRow>
          <NearDateField id="m-fecha" label={sample("meetingDate")} value="2026-10-15" />
          <Field id="m-hora" label={sample("hourLabel")} type="time" value="17:00" />
        </FieldRow>
        <FileField id="m-foto" label={sample("photo")} hint={sample("photoHint")} accept="image/*" optional />
        <Button kind="quiet">{sample("send")}</Button>
      </Form>
    </Specimen>
  );
}

function WithErrors(): VNode {
  return (
    <Specimen title={sample("errors")}>
      <ErrorSummary
        focus={false}
        errors={[
          { field: "e-texto", text: sample("whatError") },
          { field: "e-fecha", text: sample("dayError") },
        ]}
      />
      <Form action="#" method="get">
        <TextArea id="e-texto" label={sample("whatLabel")} error={sample("whatError")} rows={3} />
        <DateField
          id="e-fecha"
          label={sample("whenLabel")}
          hint={sample("whenHint")}
          error={sample("dayError")}
          wrong={["day"]}
          value={{ month: "11", year: "2026" }}
        />
        <Field id="e-correo" label={sample("mail")} type="email" value="ana.example.org" error={sample("mailError")} />
        <Select
          id="e-sector"
          label={sample("sector")}
          placeholder={sample("pick")}
          options={[{ value: "1", label: sample("sectorOne") }]}
          error={sample("sectorError")}
        />
        <Radios
          id="e-modo"
          label={sample("nameQuestion")}
          error={sample("nameError")}
          options={[{ value: "si", label: sample("nameYes") }]}
        />
        <Checkboxes
          id="e-acepta"
          label={sample("consent")}
          error={sample("consentError")}
          options={[{ value: "si", label: sample("consentYes") }]}
        />
        <FileField id="e-foto" label={sample("photo")} error={sample("photoError")} />
        <Button kind="quiet">{sample("send")}</Button>
      </Form>
    </Specimen>
  );
}

function Voting(): VNode {
  const card = (id: string, checked: boolean, title: string): VNode => (
    <BallotCard
      id={id}
      name="v"
      value={id}
      title={title}
      place={sample("place")}
      cost={sample("money")}
      sector={sample("sectorOne")}
      checked={checked}
      from={{ before: sample("bornFrom"), text: sample("needs"), href: "#" }}
      more={{ text: sample("readMore"), href: "#" }}
    />
  );
  return (
    <Specimen title={sample("voting")} note={sample("votingNote")}>
      <FilterButtons
        label={sample("filters")}
        form="papeleta"
        name="ver"
        items={[
          { text: sample("all"), value: "todas", count: "24", current: true },
          { text: sample("chosen"), value: "elegidas", count: "1" },
        ]}
      />
      <Form id="papeleta" action="#" method="get" layout="grid">
        {card("v1", true, sample("initiative"))}
        {card("v2", false, sample("longText"))}
        {card("v3", false, sample("longWord"))}
      </Form>
      <BallotCount chosen={1} max={5} form="papeleta" name="v" />
      <Grid size="wide">
        <Form action="#" method="get" layout="stack">
          <Opinion id="afirmacion" text={sample("statement")} note={sample("statementNote")} />
          <OpinionAnswers
            name="r"
            about="afirmacion"
            words={{ agree: sample("agree"), disagree: sample("disagree"), pass: sample("pass") }}
          />
        </Form>
      </Grid>
    </Specimen>
  );
}

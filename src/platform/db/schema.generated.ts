// Generated from the database by `npm run db:types`. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";

export interface DB {
  account_emails: {
    account_id: number;
    email: string;
    verified_at: Date | null;
  };
  accounts: {
    id: GeneratedAlways<number>;
    name: string;
    locale: Generated<string>;
    created_at: Date;
    closed_at: Date | null;
  };
  agencies: {
    code: string;
    name_es: string;
    name_en: string;
    parent_code: string | null;
    position: number;
    retired_at: Date | null;
  };
  answer_templates: {
    process_id: number;
    decision: string;
    locale: string;
    text: string;
    edited_by: number | null;
    edited_at: Date;
  };
  authority_events: {
    id: GeneratedAlways<number>;
    account_id: number | null;
    organisation_id: number | null;
    event: string;
    role: string | null;
    agency_code: string | null;
    territory_code: string | null;
    actor_id: number | null;
    at: Date;
  };
  ballot_counts: {
    ballot_id: number;
    territory_code: string;
    initiative_id: number;
    position: number;
    votes: number;
    won: boolean;
  };
  ballot_email_codes: {
    ballot_id: number;
    voter: Buffer;
    code_hash: Buffer;
    expires_at: Date;
    attempts: Generated<number>;
  };
  ballot_paper_codes: {
    ballot_id: number;
    code_hash: Buffer;
    batch: string;
    territory_code: string | null;
    printed_at: Date;
    printed_by: number | null;
    voided_at: Date | null;
  };
  ballot_paper_sheets: {
    ballot_id: number;
    code_hash: Buffer;
    meeting_id: number;
    state: string;
    hint: string | null;
    first_by: number;
    first_choices: number[] | null;
    second_by: number | null;
    second_choices: number[] | null;
    third_by: number | null;
    typed_at: Date;
    cast_at: Date | null;
  };
  ballot_territories: {
    ballot_id: number;
    territory_code: string;
    closed_at: Date | null;
    ballots: number | null;
  };
  ballot_tries: {
    ballot_id: number;
    kind: string;
    who: Buffer;
    tries: number;
    since: Date;
  };
  ballots: {
    id: number;
    process_id: number;
  };
  calendar_dates: {
    id: GeneratedAlways<number>;
    kind: string;
    title: string;
    text: string;
    territory_code: string | null;
    starts_on: string;
    ends_on: string;
    link: string | null;
    made_by: number | null;
    made_at: Date;
    removed_at: Date | null;
    first_id: number | null;
    removed_by: number | null;
  };
  case_answers: {
    case_id: number;
    text: string;
    outcome: string;
    written_by: number | null;
    written_at: Date;
    reviewed_by: number | null;
    reviewed_at: Date | null;
    proof: string | null;
    round: Generated<number>;
    template_version_id: number | null;
    joint_id: number | null;
  };
  case_bulk_acts: {
    id: GeneratedAlways<number>;
    officer: number;
    made_by: number | null;
    made_at: Date;
    undone_by: number | null;
    undone_at: Date | null;
  };
  case_bulk_members: {
    act_id: number;
    case_id: number;
    officer_before: number | null;
  };
  case_causes: {
    id: GeneratedAlways<number>;
    quarter: string;
    about: string;
    code: string;
    version: number;
    causes: string;
    actions: string;
    made_by: number | null;
    made_at: Date;
  };
  case_chat_lines: {
    id: GeneratedAlways<number>;
    chat_id: number;
    at: Date;
    side: string;
    text: string;
  };
  case_chats: {
    id: GeneratedAlways<number>;
    owner: Buffer;
    key: string;
    name: string | null;
    account_id: number | null;
    officer: number | null;
    case_id: number | null;
    started_at: Date;
    taken_at: Date | null;
    last_at: Date;
    ended_at: Date | null;
    ended_by: string | null;
    network: Buffer | null;
  };
  case_clients: {
    id: GeneratedAlways<number>;
    name: string;
    key_hash: Buffer;
    made_by: number | null;
    made_at: Date;
    revoked_at: Date | null;
  };
  case_counters: {
    year: number;
    last: number;
  };
  case_drafts: {
    owner: Buffer;
    key: string;
    answers: string;
    case_id: number | null;
    at: Date;
  };
  case_events: {
    id: GeneratedAlways<number>;
    case_id: number;
    at: Date;
    kind: string;
    days: number | null;
    reason: string | null;
    side: string | null;
    outcome: string | null;
    by_account: number | null;
  };
  case_files: {
    id: GeneratedAlways<number>;
    owner: Buffer | null;
    case_id: number | null;
    file_id: number;
    seconds: number | null;
    at: Date;
  };
  case_joint_answers: {
    id: GeneratedAlways<number>;
    agency_code: string;
    question: string;
    text: string;
    outcome: string;
    written_by: number | null;
    written_at: Date;
    reviewed_by: number | null;
    reviewed_at: Date | null;
    dropped_by: number | null;
    dropped_at: Date | null;
  };
  case_lists: {
    id: GeneratedAlways<number>;
    account_id: number;
    name: string;
    filter: string;
    made_at: Date;
  };
  case_mails: {
    id_hash: Buffer;
    case_id: number;
    at: Date;
  };
  case_messages: {
    id: GeneratedAlways<number>;
    case_id: number;
    at: Date;
    kind: string;
    text: string;
    by_account: number | null;
  };
  case_people: {
    case_id: number;
    name: string | null;
    email: string | null;
    phone: string | null;
    electronic: boolean;
    document: string | null;
    address: string | null;
  };
  case_reminders: {
    case_id: number;
    due_on: string;
    step: string;
    at: Date;
  };
  case_route_events: {
    id: GeneratedAlways<number>;
    case_id: number;
    at: Date;
    kind: string;
    route_code: string;
    step: string | null;
    done_on: string | null;
    note: string | null;
    by_account: number | null;
  };
  case_suspensions: {
    id: GeneratedAlways<number>;
    decree: string;
    first_day: string;
    last_day: string;
    working_days: number;
    made_by: number | null;
    made_at: Date;
  };
  case_template_versions: {
    id: GeneratedAlways<number>;
    template_id: number;
    version: number;
    text: string;
    made_by: number | null;
    made_at: Date;
  };
  case_templates: {
    id: GeneratedAlways<number>;
    agency_code: string | null;
    name: string;
    retired_at: Date | null;
  };
  cases: {
    id: number;
    number: string | null;
    form: string;
    type: string;
    text: string;
    territory_code: string;
    place: string | null;
    sector_code: string | null;
    agency_code: string;
    channel: string;
    anonymous: boolean;
    priority: boolean;
    account_id: number | null;
    secret_hash: Buffer;
    received_at: Date;
    received_on: string;
    state: string;
    due_on: string | null;
    assigned_to: number | null;
    closed_at: Date | null;
    in_time: boolean | null;
    helped: string | null;
    helped_comment: string | null;
    reasons: string | null;
    annexes: string | null;
    origin: string | null;
    filed_by: number | null;
    may_publish: Generated<boolean>;
    public_text: string | null;
    published_at: Date | null;
    published_by: number | null;
    like_id: number | null;
    search: GeneratedAlways<string | null>;
    client_id: number | null;
    lat: number | null;
    lon: number | null;
    route_code: string | null;
    changed_in: Generated<string>;
  };
  change_targets: {
    id: GeneratedAlways<number>;
    history_id: number;
    thing_id: number | null;
    territory_code: string | null;
  };
  changes: {
    history_id: number;
    digest: string | null;
  };
  coding_items: {
    sample_id: number;
    demand_id: number;
    first_sector: string | null;
    first_right: string | null;
    first_by: number | null;
    second_sector: string | null;
    second_right: string | null;
    second_by: number | null;
    second_at: Date | null;
    final_sector: string | null;
    final_right: string | null;
    resolved_by: number | null;
    resolved_how: string | null;
    resolved_at: Date | null;
  };
  coding_samples: {
    id: GeneratedAlways<number>;
    process_id: number;
    seed: string;
    drawn_by: number | null;
    drawn_at: Date;
  };
  commitment_dates: {
    id: GeneratedAlways<number>;
    commitment_id: number;
    from_date: string;
    to_date: string;
    reason: string;
    made_by: number | null;
    at: Date;
  };
  commitment_evidence: {
    update_id: number;
    position: number;
    file_id: number;
  };
  commitment_partners: {
    id: GeneratedAlways<number>;
    commitment_id: number;
    agency_code: string | null;
    actor: string | null;
  };
  commitment_remarks: {
    id: GeneratedAlways<number>;
    commitment_id: number;
    participant_id: number;
    is_so: boolean;
    text: string;
    file_id: number | null;
    at: Date;
    state: Generated<string>;
    hidden_reason: string | null;
  };
  commitment_reminders: {
    commitment_id: number;
    due_date: string;
    step: string;
    at: Date;
  };
  commitment_territories: {
    commitment_id: number;
    territory_code: string;
  };
  commitment_updates: {
    id: GeneratedAlways<number>;
    commitment_id: number;
    state: string;
    text: string;
    figure_done: number | null;
    figure_of: number | null;
    figure_unit: string | null;
    link_url: string | null;
    made_by: number | null;
    at: Date;
  };
  commitments: {
    id: number;
    process_id: number;
    territory_code: string;
    title: string;
    text: string;
    place: string | null;
    sector_code: string | null;
    agency_code: string;
    responsible: string;
    due_date: string;
    money: number | null;
    state: Generated<string>;
    import_key: Buffer | null;
    created_by: number | null;
    created_at: Date;
  };
  composite_editions: {
    composite_id: number;
    number: number;
    year: number;
    content: unknown;
    note: string;
    published_by: number;
    published_at: Date;
  };
  composites: {
    id: GeneratedAlways<number>;
    code: string;
    name: string;
    purpose: string;
    method: unknown;
    made_by: number;
    made_at: Date;
    changed_by: number;
    changed_at: Date;
  };
  conversation_case_people: {
    conversation_id: number;
    case_number: number;
    participant_id: number;
  };
  conversation_cases: {
    conversation_id: number;
    number: number;
    rule: string;
    figures: unknown;
    found_at: Date;
    decision: string | null;
    reason: string | null;
    decided_by: number | null;
    decided_at: Date | null;
  };
  conversation_priorities: {
    conversation_id: number;
    statements: number[];
    priorities: number[];
    computed_at: Date;
  };
  conversation_result_days: {
    conversation_id: number;
    day: string;
    people: number;
    answers: number;
    sizes: number[];
  };
  conversation_results: {
    id: GeneratedAlways<number>;
    conversation_id: number;
    territory_code: string | null;
    computed_at: Date;
    final: boolean;
    people: number;
    answers: number;
    picture: unknown;
    published: Buffer | null;
    variant: Generated<string>;
  };
  conversation_statements: {
    id: number;
    conversation_id: number;
    number: number;
    text: string;
    language: string;
    seed: boolean;
    participant_id: number | null;
    moderated: Generated<number>;
    is_meta: Generated<boolean>;
    hidden_reason: string | null;
    duplicate_of_id: number | null;
    said_at: Date;
    folded: GeneratedAlways<string | null>;
    withdrawn_at: Date | null;
    moderated_at_freeze: number | null;
  };
  conversation_territories: {
    conversation_id: number;
    territory_code: string;
  };
  conversation_translations: {
    statement_id: number;
    language: string;
    text: string;
    written_by: number | null;
    written_at: Date;
    reviewed_by: number | null;
    reviewed_at: Date | null;
  };
  conversation_voters: {
    conversation_id: number;
    participant_id: number;
    territory_code: string;
    joined_at: Date;
    network: Buffer | null;
    file_number: number | null;
  };
  conversation_votes: {
    conversation_id: number;
    participant_id: number;
    statement_id: number;
    value: number;
    at: Date;
  };
  conversations: {
    id: number;
    process_id: number;
    slug: string;
    title: string;
    intro: Generated<string>;
    language: Generated<string>;
    state: Generated<string>;
    opens_at: Date;
    closes_at: Date;
    moderation: Generated<string>;
    statement_letters: Generated<number>;
    statements_each: Generated<number>;
    created_by: number | null;
    opened_at: Date | null;
    closed_at: Date | null;
    import_key: Buffer | null;
  };
  demand_answers: {
    id: GeneratedAlways<number>;
    demand_id: number;
    decision: string;
    text_es: string;
    text_en: string;
    sent_by: number | null;
    sent_at: Date;
  };
  demand_bulk_acts: {
    id: GeneratedAlways<number>;
    process_id: number;
    act: string;
    filter: string;
    made_by: number | null;
    made_at: Date;
    undone_by: number | null;
    undone_at: Date | null;
  };
  demand_bulk_members: {
    act_id: number;
    demand_id: number;
    state_before: string;
    sector_before: string | null;
    right_before: string | null;
    groups_added: string[];
    theme_before: number | null;
  };
  demand_claims: {
    demand_id: number;
    account_id: number;
    claimed_at: Date;
    expires_at: Date;
  };
  demand_differences: {
    id: GeneratedAlways<number>;
    first_id: number;
    second_id: number;
    said_by: number | null;
    said_at: Date;
    undone_by: number | null;
    undone_at: Date | null;
  };
  demand_group_counts: {
    process_id: number;
    territory_code: string;
    group_code: string | null;
    needs: number;
    counted_at: Date;
  };
  demand_groups: {
    demand_id: number;
    group_code: string;
  };
  demand_merge_members: {
    merge_id: number;
    demand_id: number;
    state_before: string;
  };
  demand_merges: {
    id: GeneratedAlways<number>;
    target_id: number;
    made_by: number | null;
    made_at: Date;
    undone_by: number | null;
    undone_at: Date | null;
  };
  demand_photos: {
    id: GeneratedAlways<number>;
    demand_id: number;
    position: number;
    file_id: number;
    state: Generated<string>;
    reason: string | null;
    decided_by: number | null;
    decided_at: Date | null;
  };
  demand_recordings: {
    demand_id: number;
    file_id: number;
    seconds: number;
    wordless: boolean;
    transcribed_by: number | null;
    transcribed_at: Date | null;
  };
  demand_sheets: {
    demand_id: number;
    problem: string | null;
    symptoms: string | null;
    causes: string | null;
    consequences: string | null;
    tried: string | null;
  };
  demand_supports: {
    demand_id: number;
    participant_id: number;
    at: Date;
  };
  demand_theme_members: {
    id: GeneratedAlways<number>;
    theme_id: number;
    demand_id: number;
    put_by: number | null;
    put_at: Date;
    taken_by: number | null;
    taken_at: Date | null;
  };
  demand_themes: {
    id: GeneratedAlways<number>;
    process_id: number;
    parent_id: number | null;
    name: string;
    about: string | null;
    made_by: number | null;
    made_at: Date;
    closed_at: Date | null;
  };
  demand_uploads: {
    id: GeneratedAlways<number>;
    owner: Buffer;
    form_key: string;
    file_id: number;
    at: Date;
    seconds: number | null;
  };
  demand_versions: {
    demand_id: number;
    version: number;
    text: string;
    place: string | null;
    lat: number | null;
    lon: number | null;
    replaced_at: Date;
    covered: Generated<boolean>;
    sheet: unknown | null;
  };
  demands: {
    id: number;
    process_id: number;
    territory_code: string;
    sub_code: string | null;
    place: string | null;
    text: string;
    organisation_id: number | null;
    channel: string;
    state: Generated<string>;
    sector_code: string | null;
    right_code: string | null;
    merged_into_id: number | null;
    reason: string | null;
    supports: Generated<number>;
    import_key: Buffer | null;
    said_at: Date;
    folded: GeneratedAlways<string | null>;
    search: GeneratedAlways<string | null>;
    hidden_reason: string | null;
    lat: number | null;
    lon: number | null;
    edited_at: Date | null;
    withdrawn_at: Date | null;
  };
  differential_answers: {
    dimension: string;
    code: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  entity: {
    singleton: Generated<boolean>;
    code: string;
    loaded_at: Date;
  };
  files: {
    id: GeneratedAlways<number>;
    sha256: Buffer;
    type: string;
    body: Buffer;
    created_at: Date;
    width: number | null;
    height: number | null;
    small: Buffer | null;
  };
  follow_tries: {
    id: GeneratedAlways<number>;
    network_key: Buffer;
    at: Date;
  };
  followers: {
    id: GeneratedAlways<number>;
    email: string;
    locale: string;
    token: Generated<string>;
    failures: Generated<number>;
    unreachable_at: Date | null;
    silenced_at: Date | null;
    created_at: Date;
  };
  follows: {
    id: GeneratedAlways<number>;
    follower_id: number;
    thing_id: number | null;
    territory_code: string | null;
    how: string;
    asked_how: string | null;
    source: Generated<string>;
    token: Generated<string>;
    asked_at: Date;
    confirmed_at: Date | null;
    ended_at: Date | null;
  };
  grouping_members: {
    grouping_code: string;
    territory_code: string;
    position: number;
    retired_at: Date | null;
  };
  groupings: {
    code: string;
    kind: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  guide_entries: {
    id: GeneratedAlways<number>;
    kind: string;
    made_at: Date;
  };
  guide_versions: {
    id: GeneratedAlways<number>;
    entry_id: number;
    version: number;
    name: string;
    about: string;
    agency_code: string | null;
    territory_code: string | null;
    address: string | null;
    hours: string | null;
    phone: string | null;
    access: string | null;
    lat: number | null;
    lon: number | null;
    who: string | null;
    cost: string | null;
    takes: string | null;
    link: string | null;
    sector_code: string | null;
    retired: boolean;
    made_by: number | null;
    made_at: Date;
    search: GeneratedAlways<string | null>;
  };
  history: {
    id: GeneratedAlways<number>;
    thing_id: number;
    event: string;
    data: Generated<unknown>;
    public: boolean;
    actor_id: number | null;
    at: Date;
  };
  indicator_findings: {
    id: GeneratedAlways<number>;
    load_id: number;
    indicator_id: number;
    territory_code: string;
    period: number;
    line: number;
    kind: string;
    value: number;
    state: Generated<string>;
    note: string | null;
    decided_by: number | null;
    decided_at: Date | null;
  };
  indicator_loads: {
    id: GeneratedAlways<number>;
    name: string;
    state: string;
    rows_read: number;
    rows_loaded: number;
    rows_repeated: number;
    rows_rejected: number;
    loaded_by: number | null;
    loaded_at: Date;
    approved_by: number | null;
    approved_at: Date | null;
    undone_by: number | null;
    undone_at: Date | null;
    undone_reason: string | null;
    columns: string[] | null;
    sources: unknown | null;
  };
  indicator_rejections: {
    id: GeneratedAlways<number>;
    load_id: number;
    line: number;
    column: string;
    value: string;
    reason: string;
  };
  indicator_series: {
    id: GeneratedAlways<number>;
    indicator_id: number;
    sex: string;
    age_group: string;
    breakdown: string;
    unit: string;
  };
  indicator_sheets: {
    indicator_id: number;
    version: number;
    name: string;
    definition: string;
    unit: string;
    better: string | null;
    source: string;
    sdg_target: string | null;
    caveat: string | null;
    rule: string;
    scale: number;
    age_from: number | null;
    age_to: number | null;
    generated: boolean;
    comparable: boolean;
    note: string | null;
    made_by: number | null;
    at: Date;
  };
  indicator_uploads: {
    id: GeneratedAlways<number>;
    name: string;
    body: Buffer;
    catalog: Buffer | null;
    columns: string[];
    sources: unknown;
    result: unknown | null;
    load_id: number | null;
    uploaded_by: number;
    uploaded_at: Date;
  };
  indicators: {
    id: number;
    code: string;
    created_at: Date;
  };
  initiative_scores: {
    id: GeneratedAlways<number>;
    initiative_id: number;
    process_id: number;
    criterion: string;
    score: number;
    note: string;
    made_by: number | null;
    at: Date;
  };
  initiatives: {
    id: number;
    process_id: number;
    territory_code: string;
    title: string;
    text: string;
    place: string | null;
    sector_code: string;
    right_code: string | null;
    cost: number | null;
    agency_code: string;
    feasibility: string;
    feasibility_note: string | null;
    state: Generated<string>;
    reason: string | null;
    created_by: number | null;
    created_at: Date;
  };
  invitation_stops: {
    account_id: number;
    stopped_at: Date;
  };
  judgements: {
    commitment_id: number;
    participant_id: number;
    answer: string;
    comment: string | null;
    at: Date;
    id: GeneratedAlways<number>;
    comment_state: Generated<string>;
    comment_reason: string | null;
    comment_by: number | null;
    comment_at: Date | null;
  };
  ledger_pending: {
    id: GeneratedAlways<number>;
    kind: string;
    process: string | null;
    minute: Date;
    salt: Buffer;
    content: unknown;
  };
  link_relations: {
    code: string;
    meaning: string;
  };
  links: {
    id: GeneratedAlways<number>;
    from_id: number;
    to_id: number;
    relation: string;
    reason: string | null;
    made_by: number | null;
    made_at: Date;
    ended_by: number | null;
    ended_at: Date | null;
  };
  meeting_files: {
    id: GeneratedAlways<number>;
    meeting_id: number;
    file_id: number;
    kind: string;
    caption: string;
    faces: string | null;
    added_by: number | null;
    added_at: Date;
    removed_by: number | null;
    removed_at: Date | null;
    hidden_reason: string | null;
  };
  meeting_groups: {
    meeting_id: number;
    group_code: string;
    people: number;
  };
  meeting_hidden_opinions: {
    opinion_id: number;
    reason: string;
    hidden_by: number | null;
    at: Date;
  };
  meeting_hosts: {
    id: GeneratedAlways<number>;
    meeting_id: number;
    agency_code: string | null;
    organisation_id: number | null;
  };
  meeting_minutes: {
    id: GeneratedAlways<number>;
    meeting_id: number;
    version: number;
    text: string;
    made_by: number | null;
    made_at: Date;
  };
  meeting_officials: {
    id: GeneratedAlways<number>;
    meeting_id: number;
    agency_code: string;
    position: string;
    name: string | null;
  };
  meeting_opinions: {
    id: GeneratedAlways<number>;
    minutes_id: number;
    side: string;
    opinion: string;
    text: string | null;
    account_id: number | null;
    representative_id: number | null;
    at: Date;
  };
  meeting_people: {
    id: GeneratedAlways<number>;
    meeting_id: number;
    name: string;
    organisation: string | null;
    consent: string;
    consented_at: Date;
    written_by: number | null;
    forget_after: string;
  };
  meeting_representatives: {
    id: GeneratedAlways<number>;
    meeting_id: number;
    name: string;
    organisation: string;
    code_hash: Buffer;
    made_by: number | null;
    made_at: Date;
  };
  meeting_slips: {
    meeting_id: number;
    number: number;
    code_hash: Buffer;
    printed_by: number | null;
    printed_at: Date;
  };
  meetings: {
    id: number;
    process_id: number;
    territory_code: string;
    sub_code: string | null;
    kind: string;
    title: string;
    place: string;
    address: string | null;
    lat: number | null;
    lon: number | null;
    starts_at: Date;
    ends_at: Date;
    agenda: Generated<string>;
    state: Generated<string>;
    cancel_reason: string | null;
    people: number | null;
    held_at: Date | null;
    slip_key: Buffer;
    created_by: number | null;
    created_at: Date;
  };
  migrations: {
    name: string;
    sha256: string;
    applied_at: Date;
  };
  moderation_appeals: {
    case_id: number;
    first_decider: number;
    text: string;
    at: Date;
    decided_by: number | null;
    decided_at: Date | null;
    granted: boolean | null;
    words: string | null;
  };
  moderation_cases: {
    id: GeneratedAlways<number>;
    thing_id: number;
    kind: string;
    subject_id: number;
    author_id: number | null;
    process_id: number | null;
    territory_code: string | null;
    source: string;
    opened_at: Date;
    claimed_by: number | null;
    claimed_at: Date | null;
    decision: string | null;
    reason: string | null;
    words: string | null;
    decided_by: number | null;
    decided_at: Date | null;
  };
  moderation_reports: {
    id: GeneratedAlways<number>;
    case_id: number;
    reason: string;
    note: string | null;
    reporter: Buffer;
    at: Date;
  };
  news: {
    id: number;
    agency_code: string | null;
    title: string;
    decided: string;
    why: string;
    changed: string;
    state: Generated<string>;
    published_at: Date | null;
    created_by: number | null;
    created_at: Date;
  };
  news_corrections: {
    id: GeneratedAlways<number>;
    news_id: number;
    title: string;
    decided: string;
    why: string;
    changed: string;
    reason: string;
    made_by: number | null;
    at: Date;
  };
  news_questions: {
    id: GeneratedAlways<number>;
    news_id: number;
    text: string;
    key: Buffer;
    asked_at: Date;
    received_on: string;
    due_on: string;
    hidden_reason: string | null;
    answer: string | null;
    answered_by: number | null;
    answered_at: Date | null;
    participant_id: number | null;
  };
  news_reactions: {
    news_id: number;
    key: Buffer;
    answer: string;
    at: Date;
  };
  notices: {
    id: GeneratedAlways<number>;
    follower_id: number | null;
    account_id: number | null;
    follow_id: number | null;
    kind: string;
    key: string;
    lines: Generated<number[]>;
    letter: unknown | null;
    state: Generated<string>;
    attempts: Generated<number>;
    due_at: Date;
    leased_until: Date | null;
    created_at: Date;
    done_at: Date | null;
    error: string | null;
  };
  observations: {
    id: GeneratedAlways<number>;
    series_id: number;
    territory_code: string;
    period: number;
    status: number;
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    revision: number;
    source: string;
    load_id: number;
    line: number;
    row_key: Buffer;
  };
  one_time_links: {
    id: GeneratedAlways<number>;
    token_hash: Buffer;
    kind: string;
    email: string | null;
    name: string | null;
    role: string;
    agency_code: string | null;
    territory_code: string | null;
    totp_secret: Buffer | null;
    failures: Generated<number>;
    made_by: number | null;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
    used_by: number | null;
    withdrawn_at: Date | null;
  };
  organisation_groups: {
    organisation_id: number;
    group_code: string;
  };
  organisations: {
    id: GeneratedAlways<number>;
    name: string;
    kind: string;
    territory_code: string;
    representative_id: number | null;
    created_at: Date;
    approved_at: Date | null;
    approved_by: number | null;
    refused_at: Date | null;
    refused_reason: string | null;
  };
  oversight_contracts: {
    oversight_id: number;
    contract_id: number;
  };
  oversight_findings: {
    id: number;
    oversight_id: number;
    kind: string;
    subject_id: number;
    contract_id: number | null;
    text: string;
    file_id: number | null;
    agency_code: string | null;
    said_by: number | null;
    at: Date;
    due_on: string | null;
    answer: string | null;
    answered_by: number | null;
    answered_at: Date | null;
    hidden_reason: string | null;
  };
  oversights: {
    id: number;
    organisation_id: number;
    object: string;
    from_on: string;
    to_on: string;
    made_by: number | null;
    made_at: Date;
    hidden_reason: string | null;
  };
  participants: {
    id: GeneratedAlways<number>;
    process_id: number;
    key: Buffer;
    account_id: number | null;
    created_at: Date;
  };
  passkey_challenges: {
    challenge_hash: Buffer;
    account_id: number | null;
    purpose: string;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  passkeys: {
    id: GeneratedAlways<number>;
    account_id: number;
    credential_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    name: string;
    created_at: Date;
    used_at: Date | null;
    ended_at: Date | null;
  };
  plan_activities: {
    id: GeneratedAlways<number>;
    node_id: number;
    code: string;
    name: string;
    project_code: string;
    product_code: string | null;
    weight: number | null;
    progress: number | null;
    starts: string | null;
    ends: string | null;
    row_key: Buffer;
  };
  plan_nodes: {
    id: number;
    plan_id: number;
    code: string;
    parent_id: number | null;
    depth: number;
    parent_depth: GeneratedAlways<number | null>;
    level: string;
    name: string;
    behaviour: string | null;
    unit: string | null;
    baseline: number | null;
    goal: number | null;
    weight: number | null;
    agency_code: string | null;
    body: string | null;
    row_key: Buffer | null;
  };
  plan_products: {
    id: GeneratedAlways<number>;
    node_id: number;
    year: number;
    code: string;
    name: string;
    project_code: string;
    target: number | null;
    executed: number | null;
    weight: number | null;
    progress: number | null;
    row_key: Buffer;
  };
  plan_reports: {
    id: GeneratedAlways<number>;
    node_id: number;
    year: number;
    value: number;
    as_of: string;
    note: string;
    reported_by: number | null;
    at: Date;
  };
  plan_years: {
    node_id: number;
    year: number;
    original: number | null;
    programmed: number | null;
  };
  plans: {
    id: number;
    code: string;
    name: string;
    year_from: number;
    year_to: number;
    state: string;
    cut_off: string;
    generated: Generated<boolean>;
    created_at: Date;
  };
  population_groups: {
    code: string;
    kind: string;
    name_es: string;
    name_en: string;
    age_from: number | null;
    age_to: number | null;
    position: number;
    retired_at: Date | null;
  };
  populations: {
    territory_code: string;
    year: number;
    sex: string;
    age: number;
    people: number;
    row_key: Buffer;
  };
  process_invitation_letters: {
    invitation_id: number;
    organisation_id: number;
    outcome: string;
  };
  process_invitations: {
    id: GeneratedAlways<number>;
    process_id: number;
    subject: string;
    text: string;
    territories: string[];
    kinds: string[];
    groups: string[];
    version: Generated<number>;
    written_by: number | null;
    written_at: Date;
    sent_by: number | null;
    sent_at: Date | null;
  };
  process_materials: {
    id: GeneratedAlways<number>;
    process_id: number;
    kind: string;
    title: string;
    text: string;
    territory_code: string | null;
    dated_on: string;
    file_id: number | null;
    link: string | null;
    added_by: number | null;
    added_at: Date;
    removed_by: number | null;
    removed_at: Date | null;
  };
  process_phases: {
    process_id: number;
    territory_code: string;
    phase: string;
    opens_at: Date;
    closes_at: Date;
  };
  process_previews: {
    id: GeneratedAlways<number>;
    process_id: number;
    note: string;
    made_by: number | null;
    made_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
  };
  processes: {
    id: number;
    slug: string;
    title: string;
    purpose: string;
    level: string;
    cycle_phase: string;
    state: string;
    choices: number;
    winners: number;
    verification: string;
    rules: Generated<string>;
    lot_seed: string;
    participant_key: Buffer;
    created_by: number | null;
    published_at: Date | null;
    closed_at: Date | null;
  };
  project_amounts: {
    id: GeneratedAlways<number>;
    project_id: number;
    year: number;
    source: string;
    as_of: string;
    initial: number;
    definitive: number;
    certified: number | null;
    committed: number;
    obligated: number;
    paid: number;
    row_key: Buffer;
  };
  project_contract_links: {
    contract_id: number;
    project_id: number;
    row_key: Buffer;
  };
  project_contracts: {
    id: GeneratedAlways<number>;
    code: string;
    object: string | null;
    state: string | null;
    supplier_id: string;
    supplier_name: string;
    value: number;
    system: string | null;
    as_of: string | null;
  };
  project_evidence: {
    report_id: number;
    position: number;
    file_id: number;
  };
  project_places: {
    project_id: number;
    territory_code: string;
  };
  project_ratings: {
    id: GeneratedAlways<number>;
    project_id: number;
    key: Buffer;
    account_key: Buffer | null;
    answer: string;
    at: Date;
  };
  project_remarks: {
    id: GeneratedAlways<number>;
    project_id: number;
    key: Buffer;
    is_so: boolean;
    text: string;
    seen_on: string;
    file_id: number | null;
    at: Date;
    state: Generated<string>;
    hidden_reason: string | null;
  };
  project_reports: {
    id: GeneratedAlways<number>;
    project_id: number;
    as_of: string;
    state: string;
    physical: number;
    note: string;
    reported_by: number | null;
    at: Date;
  };
  project_works: {
    id: GeneratedAlways<number>;
    code: string;
    project_code: string | null;
    kind: string | null;
    class: string;
    intervention: string | null;
    state: string | null;
    territory_code: string | null;
    place: string | null;
    lat: number | null;
    lon: number | null;
    budget: number;
    paid: number;
    progress: number | null;
    funding: string | null;
    row_key: Buffer;
  };
  projects: {
    id: number;
    code: string;
    name: string;
    purpose: string | null;
    executor: string;
    agency_code: string | null;
    body: string | null;
    sector_code: string | null;
    review: string | null;
    generated: Generated<boolean>;
    created_at: Date;
  };
  protection_cases: {
    id: GeneratedAlways<number>;
    thing_id: number;
    kind: string;
    subject_id: number;
    territory_code: string | null;
    source: string;
    note: string | null;
    opened_at: Date;
    state: Generated<string>;
    outcome: string | null;
    decided_by: number | null;
    decided_at: Date | null;
  };
  protection_openings: {
    id: GeneratedAlways<number>;
    case_id: number;
    account_id: number;
    at: Date;
  };
  receipts: {
    code_hash: Buffer;
    thing_id: number;
    participant_id: number;
    act: string;
    created_at: Date;
  };
  recovery_codes: {
    account_id: number;
    code_hash: Buffer;
    created_at: Date;
    used_at: Date | null;
  };
  rights: {
    code: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  role_grants: {
    id: GeneratedAlways<number>;
    account_id: number;
    role: string;
    agency_code: string | null;
    territory_code: string | null;
    granted_by: number | null;
    granted_at: Date;
    revoked_by: number | null;
    revoked_at: Date | null;
  };
  scoring_weights: {
    process_id: number;
    criterion: string;
    weight: number;
    fixed_by: number | null;
    fixed_at: Date;
  };
  secrets: {
    name: string;
    value: Buffer;
  };
  sectors: {
    code: string;
    name_es: string;
    name_en: string;
    position: number;
    retired_at: Date | null;
  };
  sent_forms: {
    sent: Buffer;
    answer: string;
    at: Date;
  };
  sessions: {
    token_hash: Buffer;
    account_id: number;
    created_at: Date;
    seen_at: Date;
    expires_at: Date;
    strong_at: Date | null;
    ended_at: Date | null;
  };
  sign_in_attempts: {
    token_hash: Buffer;
    email: string;
    code_hash: Buffer;
    network_key: Buffer;
    back: string;
    failures: Generated<number>;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  territories: {
    code: string;
    level: string;
    kind: string;
    parent_code: string | null;
    name: string;
    short_name: string | null;
    lat: number | null;
    lon: number | null;
    population: number | null;
    grid_x: number | null;
    grid_y: number | null;
    position: number;
    retired_at: Date | null;
  };
  territory_outlines: {
    territory_code: string;
    scope_code: string;
    view_box: string;
    path: string;
    imported_at: Date;
    west: number | null;
    north: number | null;
    per_lon: number | null;
    per_lat: number | null;
  };
  things: {
    id: GeneratedAlways<number>;
    kind: string;
    process_id: number | null;
    territory_code: string | null;
    visibility: Generated<string>;
    created_at: Date;
  };
  totp_factors: {
    id: GeneratedAlways<number>;
    account_id: number;
    secret: Buffer;
    last_step: Generated<number>;
    failures: Generated<number>;
    failures_since: Date | null;
    created_at: Date;
    confirmed_at: Date | null;
    ended_at: Date | null;
  };
  untold_history: {
    history_id: number;
    to_authors: Generated<boolean>;
  };
  votes: {
    ballot_id: number;
    voter: Buffer;
    territory_code: string;
    choices: number[];
    file_id: Generated<string>;
  };
  word_seals: {
    id: GeneratedAlways<number>;
    thing_id: number;
    salt: Buffer;
    digest: string;
  };
}

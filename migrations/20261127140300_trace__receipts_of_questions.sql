-- Who asks something of a note, or says whether a commitment is so, also gets a receipt with which to find the answer.

alter table receipts drop constraint receipts_act_known;
alter table receipts add constraint receipts_act_known check (act in ('said', 'supported', 'voted', 'judged', 'asked', 'remarked'));

-- Where a drawing lies on the earth: with it a point can be looked for among the outlines, and a place in the drawing is a point.

alter table territory_outlines
  add column west double precision,
  add column north double precision,
  add column per_lon double precision,
  add column per_lat double precision,
  add constraint territory_outlines_frame_whole check (num_nonnulls(west, north, per_lon, per_lat) in (0, 4)),
  add constraint territory_outlines_frame_positive check (per_lon > 0 and per_lat > 0);
comment on column territory_outlines.west is 'Longitude of the left side of the drawing (WGS 84); empty in those that were imported before this column.';
comment on column territory_outlines.north is 'Latitude of its top.';
comment on column territory_outlines.per_lon is 'Units of the drawing to a degree of longitude.';
comment on column territory_outlines.per_lat is 'Units of the drawing to a degree of latitude.';

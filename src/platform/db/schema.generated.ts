// Generated from the database by `npm run db:types`. Do not edit.

export interface DB {
  migrations: {
    name: string;
    sha256: string;
    applied_at: Date;
  };
}

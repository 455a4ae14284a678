export { NewsItems } from "./list/list-news.route.tsx";
export { type LivedNews, loadNews } from "./load.ts";
export { listNews, type News, type Reaction } from "./news.sql.ts";
